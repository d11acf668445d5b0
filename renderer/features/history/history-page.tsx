import { useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useSearch } from 'wouter'
import { api } from '../../client/api.ts'
import { decodeError } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { Page } from '../../ui/page.tsx'
import { HistorySkeleton } from './history-skeleton.tsx'
import { RevisionDetail } from './revision-detail.tsx'
import { RevisionList } from './revision-list.tsx'

const PAGE_SIZE = 50

/** Every revision of the configuration: the list at the left, and beside it what the chosen one changed. */
export function HistoryPage() {
  const { t } = useTranslation('history')
  const search = useSearch()
  const [, navigate] = useLocation()
  const query = useInfiniteQuery(
    api.config.revisions.infiniteOptions({
      input: (before: number | undefined) => ({
        limit: PAGE_SIZE,
        ...(before === undefined ? {} : { before })
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => (last.length < PAGE_SIZE ? undefined : last.at(-1)?.revision)
    })
  )
  const revisions = query.data?.pages.flat()
  const newest = revisions?.[0]?.revision
  const asked = Number(new URLSearchParams(search).get('revision'))
  const chosen = Number.isSafeInteger(asked) && asked > 0 ? asked : newest
  const choose = (revision: number): void => {
    navigate(revision === newest ? '/history' : `/history?revision=${revision}`)
  }
  return (
    <Page title={t('title')} description={t('description')} fill>
      {revisions === undefined || newest === undefined || chosen === undefined ? (
        revisions !== undefined ? (
          <NoHistory />
        ) : query.isError ? (
          <ErrorState
            className="h-full"
            message={decodeError(query.error).message}
            retrying={query.isFetching}
            onRetry={() => void query.refetch()}
          />
        ) : (
          <HistorySkeleton />
        )
      ) : (
        <div className="flex h-full">
          <RevisionList
            revisions={revisions}
            chosen={chosen}
            onChoose={choose}
            more={query.hasNextPage}
            loading={query.isFetchingNextPage}
            failed={query.isFetchNextPageError ? decodeError(query.error).message : undefined}
            onMore={() => void query.fetchNextPage()}
          />
          <RevisionDetail
            key={chosen}
            revision={chosen}
            newest={newest}
            previous={revisions.find((other) => other.revision < chosen)?.revision}
            onChoose={choose}
          />
        </div>
      )}
    </Page>
  )
}

function NoHistory() {
  const { t } = useTranslation('history')
  return (
    <EmptyState
      icon={History}
      title={t('empty.title')}
      className="h-full"
      action={
        <Button asChild variant="primary">
          <Link href="/accounts">{t('empty.action')}</Link>
        </Button>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}
