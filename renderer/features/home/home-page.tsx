import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { SystemStatus } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { FirstSteps } from './first-steps.tsx'
import { GatewayCard } from './gateway-card.tsx'
import { LastDay } from './last-day.tsx'
import { LatestRequests } from './latest-requests.tsx'
import { Today } from './today.tsx'
import { useFirstSteps } from './use-first-steps.ts'

/** Is it running, where do apps reach it, what happened today; on a first run, what to do next. */
export function HomePage() {
  const { t } = useTranslation('home')
  const status = useQuery(api.system.status.queryOptions())
  return (
    <Page title={t('title')}>
      <QueryState query={status} loading={<HomeSkeleton />}>
        {(data) => <HomeBody status={data} />}
      </QueryState>
    </Page>
  )
}

function HomeBody({ status }: { readonly status: SystemStatus }) {
  const steps = useFirstSteps(status)
  return (
    <div className="flex flex-col gap-6">
      <GatewayCard status={status} />
      {steps.shown && <FirstSteps steps={steps} />}
      {status.any_request && (
        <>
          <Today />
          <LastDay />
          <LatestRequests />
        </>
      )}
    </div>
  )
}

function HomeSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex h-22 items-center gap-4 rounded-lg border border-line bg-surface px-4">
        <Skeleton className="size-8 rounded-lg" />
        <div>
          <Skeleton className="h-3.5 w-40" />
          <Skeleton className="mt-2 h-2.5 w-64" />
        </div>
        <Skeleton className="ml-auto h-9 w-60 rounded-md" />
      </div>
      <div>
        <div className="mb-3 flex h-7 items-center">
          <Skeleton className="h-3.5 w-16" />
        </div>
        <div className="h-23 rounded-lg border border-line bg-surface" />
      </div>
    </div>
  )
}
