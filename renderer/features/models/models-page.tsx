import { useQuery } from '@tanstack/react-query'
import { Boxes } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'wouter'
import type { AccountModels } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { Button } from '../../ui/button.tsx'
import { cn } from '../../ui/cn.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { formatCount } from '../../ui/format.ts'
import { Page } from '../../ui/page.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { LINE_HEIGHT, type ModelFilter } from './model-rows.ts'
import { ModelTable } from './model-table.tsx'

/** No account has a name with a slash, so this one is free for "all of them". */
const ALL = '/'

/** What each account offers: searched, turned on and off, priced. `?account=NAME` shows one account's, `&model=ID` one. */
export function ModelsPage() {
  const { t } = useTranslation('models')
  const models = useQuery(api.models.list.queryOptions())
  const [params, setParams] = useSearchParams()
  const linked = params.get('model') ?? ''
  const [search, setSearch] = useState(linked)
  const [followed, setFollowed] = useState(linked)
  // Another link while the page is open: the search follows it.
  if (linked !== followed) {
    setFollowed(linked)
    setSearch(linked)
  }
  const [enabledOnly, setEnabledOnly] = useState(false)
  const accounts = models.data ?? []
  const wanted = params.get('account')
  const account = accounts.some((candidate) => candidate.account === wanted) ? wanted : null

  const all = accounts.flatMap((candidate) => candidate.models)
  const filter: ModelFilter = { search, account, enabledOnly }
  return (
    <Page
      title={t('title')}
      fill
      description={
        all.length > 0
          ? t('count', {
              enabled: formatCount(all.filter((model) => model.enabled).length),
              total: formatCount(all.length)
            })
          : undefined
      }
      toolbar={
        // With no account there is nothing to search.
        (models.isPending || accounts.length > 0) && (
          <>
            <SearchInput value={search} onChange={setSearch} label={t('search')} className="w-64" />
            <Select
              label={t('accountFilter')}
              className="w-48"
              value={account ?? ALL}
              onChange={(value) => {
                setParams(value === ALL ? {} : { account: value }, { replace: true })
              }}
              options={[{ value: ALL, label: t('allAccounts') }, ...accounts.map(accountOption)]}
            />
            <Segmented
              label={t('show')}
              value={enabledOnly ? 'enabled' : 'all'}
              onChange={(value) => {
                setEnabledOnly(value === 'enabled')
              }}
              segments={[
                { value: 'all', label: t('showAll') },
                { value: 'enabled', label: t('showEnabled') }
              ]}
            />
          </>
        )
      }
    >
      <QueryState query={models} loading={<ModelsSkeleton />}>
        {(list) =>
          list.length === 0 ? (
            <NoAccounts />
          ) : (
            <ModelTable
              accounts={list}
              filter={filter}
              onClear={() => {
                setSearch('')
                setEnabledOnly(false)
                setParams({}, { replace: true })
              }}
            />
          )
        }
      </QueryState>
    </Page>
  )
}

function accountOption({ account }: AccountModels) {
  return { value: account, label: <EntityChip kind="account" name={account} /> }
}

function NoAccounts() {
  const { t } = useTranslation('models')
  return (
    <EmptyState
      icon={Boxes}
      title={t('empty.title')}
      action={
        <Button asChild variant="primary">
          <Link href="/accounts?add">{t('empty.action')}</Link>
        </Button>
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}

function ModelsSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <output aria-label={t('loading')} className="block overflow-hidden">
      <div className="h-[33px] border-b border-line" />
      {Array.from({ length: 14 }, (_, line) => (
        <div
          key={line}
          style={{ height: line % 6 === 0 ? LINE_HEIGHT.account : LINE_HEIGHT.model }}
          className={cn('flex items-center gap-4 border-b border-line px-6', line % 6 === 0 && 'bg-sunken')}
        >
          <Skeleton className="h-4 w-8" />
          <Skeleton className={cn('h-3', line % 6 === 0 ? 'w-28' : 'w-52')} />
          <Skeleton className="ml-auto h-3 w-44" />
        </div>
      ))}
    </output>
  )
}
