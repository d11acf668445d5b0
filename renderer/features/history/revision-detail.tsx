import { useQuery } from '@tanstack/react-query'
import { FileQuestion, RotateCcw, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../client/api.ts'
import { decodeError } from '../../client/control-error.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CodeBlock } from '../../ui/code-block.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatDateTime } from '../../ui/format.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tab, Tabs, TabsContent, TabsList } from '../../ui/tabs.tsx'
import { ChangeList } from './change-list.tsx'
import { groupChanges } from './group-changes.ts'
import { RestoreDialog } from './restore-dialog.tsx'
import { useAuthor } from './use-author.ts'

/** One revision: what it changed, the whole of it, and the way back to it. */
export function RevisionDetail({
  revision,
  newest,
  previous,
  onChoose
}: {
  readonly revision: number
  readonly newest: number
  /** The revision before; undefined for the first, or where it is not loaded yet. */
  readonly previous: number | undefined
  readonly onChoose: (revision: number) => void
}) {
  const { t } = useTranslation('history')
  const query = useQuery({
    ...api.config.revision.queryOptions({ input: { revision } }),
    // A revision never changes.
    staleTime: Number.POSITIVE_INFINITY
  })
  if (query.data !== undefined) {
    return <Loaded data={query.data} newest={newest} previous={previous} onChoose={onChoose} />
  }
  if (query.isError) {
    const error = decodeError(query.error)
    if (error.code !== 'not_found') {
      return (
        <ErrorState
          className="h-full flex-1"
          message={error.message}
          retrying={query.isFetching}
          onRetry={() => void query.refetch()}
        />
      )
    }
    return (
      <EmptyState
        icon={FileQuestion}
        title={t('detail.gone')}
        className="h-full flex-1"
        action={
          <Button
            onClick={() => {
              onChoose(newest)
            }}
          >
            {t('detail.toNewest')}
          </Button>
        }
      >
        {t('detail.goneText', { revision: newest })}
      </EmptyState>
    )
  }
  return <DetailSkeleton />
}

type RevisionData = Awaited<ReturnType<typeof api.config.revision.call>>

function Loaded({
  data,
  newest,
  previous,
  onChoose
}: {
  readonly data: RevisionData
  readonly newest: number
  readonly previous: number | undefined
  readonly onChoose: (revision: number) => void
}) {
  const { t } = useTranslation('history')
  const { meta } = data
  const author = useAuthor(meta.by)
  const [target, setTarget] = useState<number>()
  const current = meta.revision === newest
  return (
    <div className="flex h-full min-w-0 flex-1 flex-col">
      <header className="flex shrink-0 items-start gap-4 px-6 pt-5 pb-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-base font-semibold break-words text-ink [overflow-wrap:anywhere]">
            {meta.summary}
          </h2>
          <p className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-faint">
            <span>{t('revision', { revision: meta.revision })}</span>
            <span aria-hidden>·</span>
            <span>{author.long}</span>
            <span aria-hidden>·</span>
            <time dateTime={meta.time}>{formatDateTime(meta.time)}</time>
            {current && <Badge tone="accent">{t('current')}</Badge>}
          </p>
        </div>
        {current ? (
          previous !== undefined && (
            <Button
              onClick={() => {
                setTarget(previous)
              }}
            >
              <Undo2 aria-hidden />
              {t('detail.undo')}
            </Button>
          )
        ) : (
          <Button
            onClick={() => {
              setTarget(meta.revision)
            }}
          >
            <RotateCcw aria-hidden />
            {t('detail.restore')}
          </Button>
        )}
      </header>
      <Tabs defaultValue="changes" className="flex min-h-0 flex-1 flex-col">
        <TabsList aria-label={t('revision', { revision: meta.revision })} className="px-6">
          <Tab value="changes">{t('detail.tabs.changes')}</Tab>
          <Tab value="yaml">{t('detail.tabs.yaml')}</Tab>
        </TabsList>
        <TabsContent
          value="changes"
          className="min-h-0 flex-1 overflow-y-auto px-6 py-4 [scrollbar-gutter:stable]"
        >
          {data.changes.length === 0 ? (
            <p className="text-sm text-faint">{t('detail.noChanges')}</p>
          ) : (
            <ChangeList changes={groupChanges(data.changes)} />
          )}
        </TabsContent>
        <TabsContent
          value="yaml"
          className="min-h-0 flex-1 overflow-y-auto px-6 py-4 [scrollbar-gutter:stable]"
        >
          <CodeBlock code={data.yaml} label={t('detail.copyYaml')} />
        </TabsContent>
      </Tabs>
      {target !== undefined && (
        <RestoreDialog
          revision={target}
          // The newest one is taken back by going to the one before.
          undoing={current ? meta.revision : undefined}
          newest={newest}
          onClose={() => {
            setTarget(undefined)
          }}
          onDone={onChoose}
        />
      )}
    </div>
  )
}

function DetailSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <output aria-label={t('loading')} className="block h-full flex-1 px-6 pt-5">
      <Skeleton className="my-1 h-4 w-72" />
      <Skeleton className="mt-3 h-3 w-56" />
      <Skeleton className="mt-10 h-24 w-full rounded-lg" />
      <Skeleton className="mt-3 h-16 w-full rounded-lg" />
    </output>
  )
}
