import { useQuery } from '@tanstack/react-query'
import { FileQuestion } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { LogDetail as Detail } from '../../../shared/contract/logs.ts'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { api } from '../../client/api.ts'
import { decodeError } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { DetailFigures } from './detail-figures.tsx'
import { DetailHeader } from './detail-header.tsx'
import { DetailNotices } from './detail-notices.tsx'
import { DetailTabs, type DetailTab } from './detail-tabs.tsx'
import { DetailWay } from './detail-way.tsx'

/** One request beside the list, which stays usable: its figures at once from the row, its bodies when they are there. */
export function LogDetail({
  id,
  known,
  older,
  newer,
  onOlder,
  onNewer,
  onClose
}: {
  readonly id: string
  /** Its row, where the list has it. */
  readonly known: RequestLogRow | undefined
  readonly older: boolean
  readonly newer: boolean
  readonly onOlder: () => void
  readonly onNewer: () => void
  readonly onClose: () => void
}) {
  const { t } = useTranslation('logs')
  const [wide, setWide] = useState(false)
  const [tab, setTab] = useState<DetailTab>('conversation')
  const body = useRef<HTMLDivElement>(null)
  const query = useQuery({
    ...api.logs.get.queryOptions({ input: { id } }),
    // A settled request never changes; its bodies may be large, so they are not kept long.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000
  })
  const row = query.data?.row ?? known
  // Reading begins at once: arrows and space scroll what the focus is in.
  useEffect(() => {
    body.current?.focus({ preventScroll: true })
  }, [])
  const beginAtTop = useEffectEvent((_place: string) => {
    body.current?.scrollTo({ top: 0 })
  })
  const place = `${id} ${tab}`
  useEffect(() => {
    beginAtTop(place)
  }, [place])

  return (
    <section
      data-log-detail
      aria-label={t('detail.label', { id })}
      className={cn(
        '@container absolute inset-y-0 right-0 z-30 flex animate-slide flex-col border-l border-line bg-surface shadow-raised',
        wide ? 'w-full' : 'w-[min(800px,calc(100%-160px))] max-[999px]:w-[min(800px,calc(100%-56px))]'
      )}
    >
      <DetailHeader
        row={row}
        wide={wide}
        onWide={setWide}
        older={older}
        newer={newer}
        onOlder={onOlder}
        onNewer={onNewer}
        onClose={onClose}
      />
      <div
        ref={body}
        // Scrollable, so the keyboard must be able to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto outline-none [scrollbar-gutter:stable]"
      >
        {row !== undefined && (
          <>
            <DetailFigures row={row} onTab={setTab} />
            <DetailWay key={row.id} row={row} />
            <DetailNotices row={row} />
          </>
        )}
        <Bodies
          detail={query.data}
          error={query.isError ? decodeError(query.error) : undefined}
          retrying={query.isFetching}
          onRetry={() => void query.refetch()}
          tab={tab}
          onTab={setTab}
        />
      </div>
    </section>
  )
}

function Bodies({
  detail,
  error,
  retrying,
  onRetry,
  tab,
  onTab
}: {
  readonly detail: Detail | undefined
  readonly error: { readonly code: string; readonly message: string } | undefined
  readonly retrying: boolean
  readonly onRetry: () => void
  readonly tab: DetailTab
  readonly onTab: (tab: DetailTab) => void
}) {
  const { t } = useTranslation('logs')
  if (detail !== undefined) return <DetailTabs key={detail.row.id} detail={detail} tab={tab} onTab={onTab} />
  // The second is what an address with a mistyped id gets.
  if (error?.code === 'not_found' || error?.code === 'invalid_request') {
    return (
      <EmptyState
        icon={FileQuestion}
        title={t('detail.gone')}
        action={
          <Button asChild>
            <Link href="/logs">{t('detail.back')}</Link>
          </Button>
        }
      >
        {t('detail.goneText')}
      </EmptyState>
    )
  }
  if (error !== undefined) return <ErrorState message={error.message} onRetry={onRetry} retrying={retrying} />
  return <BodiesSkeleton />
}

function BodiesSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <output aria-label={t('loading')} className="block px-5 pt-3">
      <div className="flex gap-4 border-b border-line pb-3">
        <Skeleton className="h-4 w-24" />
        <Skeleton className="h-4 w-32" />
        <Skeleton className="h-4 w-16" />
      </div>
      {['w-3/5', 'w-11/12', 'w-4/5'].map((width) => (
        <div key={width} className="mt-6 flex gap-3">
          <Skeleton className="size-6 rounded-md" />
          <div className="flex-1">
            <Skeleton className="h-3 w-20" />
            <Skeleton className={cn('mt-3 h-3', width)} />
            <Skeleton className="mt-2 h-3 w-2/3" />
          </div>
        </div>
      ))}
    </output>
  )
}
