import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountModels } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { QueryState } from '../../client/query-state.tsx'
import { CheckboxRow } from '../../ui/checkbox-row.tsx'
import { EntityChip, EntityIcon } from '../../ui/entity-chip.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { type Scope, wholeAccount } from './token-scope.ts'

/** What a token may use: everything, whole accounts, single models, or a pattern that is typed. */
export function ScopePicker({
  scope,
  onChange,
  error
}: {
  readonly scope: Scope
  readonly onChange: (scope: Scope) => void
  readonly error: string | undefined
}) {
  const { t } = useTranslation('tokens')
  const models = useQuery(api.models.list.queryOptions())
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-xs font-medium text-soft">{t('form.scope')}</legend>
      <Segmented
        label={t('form.scope')}
        className="self-start"
        value={scope === '*' ? 'all' : 'some'}
        onChange={(value) => {
          onChange(value === 'all' ? '*' : [])
        }}
        segments={[
          { value: 'all', label: t('form.scopeAll') },
          { value: 'some', label: t('form.scopeSome') }
        ]}
      />
      {scope === '*' ? (
        <p className="text-xs text-faint">{t('form.scopeAllHint')}</p>
      ) : (
        <>
          <QueryState query={models} loading={<Skeleton className="h-40 rounded-lg" />}>
            {(accounts) => <PatternList accounts={accounts} chosen={scope} onChange={onChange} />}
          </QueryState>
          {error !== undefined && (
            <p role="alert" className="text-xs text-bad-ink">
              {error}
            </p>
          )}
        </>
      )}
    </fieldset>
  )
}

function PatternList({
  accounts,
  chosen,
  onChange
}: {
  readonly accounts: readonly AccountModels[]
  readonly chosen: readonly string[]
  readonly onChange: (scope: readonly string[]) => void
}) {
  const { t } = useTranslation('tokens')
  const [search, setSearch] = useState('')
  const wanted = search.trim().toLowerCase()
  const known = new Set(
    accounts.flatMap((account) => [
      wholeAccount(account.account),
      ...account.models.map((model) => model.name)
    ])
  )
  const others = chosen.filter((pattern) => !known.has(pattern))
  const typed = search.trim()
  const addable = typed !== '' && !/\s/.test(typed) && !known.has(typed) && !chosen.includes(typed)

  const toggle = (pattern: string, on: boolean): void => {
    onChange(on ? [...chosen, pattern] : chosen.filter((candidate) => candidate !== pattern))
  }
  if (accounts.length === 0 && others.length === 0) {
    return <p className="text-xs text-faint">{t('form.scopeNoModels')}</p>
  }
  return (
    <>
      <SearchInput value={search} onChange={setSearch} label={t('form.scopeSearch')} />
      <div className="max-h-72 overflow-y-auto rounded-lg border border-line">
        {others.length > 0 && (
          <div className="border-b border-line py-1">
            <div className="px-3 py-1 text-2xs font-medium text-faint">{t('form.scopeOther')}</div>
            {others.map((pattern) => (
              <PatternRow key={pattern} pattern={pattern} chosen={chosen} toggle={toggle} />
            ))}
          </div>
        )}
        {accounts.map((account) => (
          <AccountGroup
            key={account.account}
            account={account}
            search={wanted}
            chosen={chosen}
            toggle={toggle}
          />
        ))}
        {addable && (
          <button
            type="button"
            onClick={() => {
              toggle(typed, true)
              setSearch('')
            }}
            className="flex h-9 w-full items-center gap-2 px-3 text-left text-sm text-accent-ink hover:bg-hover"
          >
            <Plus aria-hidden className="size-3.5" />
            {t('form.scopeAdd', { pattern: typed })}
          </button>
        )}
      </div>
      <p className="text-xs text-faint">{t('form.scopeChosen', { count: chosen.length })}</p>
    </>
  )
}

interface RowProps {
  readonly chosen: readonly string[]
  readonly toggle: (pattern: string, on: boolean) => void
}

function AccountGroup({
  account,
  search,
  chosen,
  toggle
}: RowProps & { readonly account: AccountModels; readonly search: string }) {
  const { t } = useTranslation('tokens')
  const whole = wholeAccount(account.account)
  const all = chosen.includes(whole)
  const models = account.models.filter((model) => model.enabled && model.name.toLowerCase().includes(search))
  if (search !== '' && models.length === 0 && !account.account.toLowerCase().includes(search)) return null
  return (
    <div className="border-b border-line py-1 last:border-b-0">
      <CheckboxRow
        checked={all}
        onChange={(on) => {
          toggle(whole, on)
        }}
        className="h-9 px-3 hover:bg-hover"
      >
        <span className="flex items-center gap-2">
          <EntityIcon kind="account" name={account.account} />
          <span className="truncate text-ink">{t('form.scopeWhole', { account: account.account })}</span>
          <span className="truncate text-xs text-faint">{t('form.scopeWholeHint')}</span>
        </span>
      </CheckboxRow>
      {!all &&
        models.map((model) => (
          <PatternRow
            key={model.name}
            pattern={model.name}
            chosen={chosen}
            toggle={toggle}
            label={model.id}
          />
        ))}
    </div>
  )
}

function PatternRow({
  pattern,
  label,
  chosen,
  toggle
}: RowProps & { readonly pattern: string; readonly label?: string }) {
  return (
    <CheckboxRow
      checked={chosen.includes(pattern)}
      onChange={(on) => {
        toggle(pattern, on)
      }}
      className="h-8 pr-3 pl-7 hover:bg-hover"
    >
      <EntityChip kind="model" name={label ?? pattern} muted />
    </CheckboxRow>
  )
}
