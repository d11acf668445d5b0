import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'
import { AboutSection } from './about-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { DataSection } from './data-section.tsx'
import { DoctorSection } from './doctor-section.tsx'
import { GatewaySection } from './gateway-section.tsx'
import { KeysSection } from './keys-section.tsx'
import { LogSection } from './log-section.tsx'

/** What belongs to this computer: theme, ports, how long the log is kept, where the keys are. */
export function SettingsPage() {
  const { t } = useTranslation('settings')
  const settings = useQuery(api.system.settings.queryOptions())
  const status = useQuery(api.system.status.queryOptions())
  const retry = (): void => {
    for (const query of [settings, status]) if (query.isError) void query.refetch()
  }
  return (
    <Page title={t('title')} width="narrow">
      <QueryState query={settings} loading={<SettingsSkeleton />} onRetry={retry}>
        {(current) => (
          <QueryState query={status} loading={<SettingsSkeleton />} onRetry={retry}>
            {(state) => (
              <>
                <AppearanceSection />
                <GatewaySection settings={current} status={state} />
                <LogSection settings={current} />
                <KeysSection keyStore={state.key_store} />
                <DoctorSection />
                <DataSection status={state} />
                <AboutSection status={state} />
              </>
            )}
          </QueryState>
        )}
      </QueryState>
    </Page>
  )
}

function SettingsSkeleton() {
  return (
    <>
      {[1, 3, 6].map((rows) => (
        <div key={rows} className="mt-8 first:mt-0">
          <div className="mb-3 flex h-7 items-center">
            <Skeleton className="h-3.5 w-24" />
          </div>
          <SkeletonRows rows={rows} height={57} />
        </div>
      ))}
    </>
  )
}
