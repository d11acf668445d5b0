import { ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../../shared/contract/index.ts'
import { Button } from '../../ui/button.tsx'
import { EntityIcon } from '../../ui/entity-chip.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { findProviders, groupOf, PROVIDER_GROUPS, type ProviderGroup } from './find-providers.ts'

const ALL = 'all'
const CHOICES: readonly (ProviderGroup | typeof ALL)[] = [ALL, ...PROVIDER_GROUPS]

/** The catalogue: search, groups, arrow keys, Enter for the first one found. */
export function ProviderPicker({
  providers,
  loading,
  onPick
}: {
  readonly providers: readonly ProviderInfo[]
  readonly loading: boolean
  readonly onPick: (provider: ProviderInfo) => void
}) {
  const { t } = useTranslation('accounts')
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState<ProviderGroup | typeof ALL>(ALL)
  const lists = useRef<HTMLDivElement>(null)
  const found = findProviders(providers, search, group === ALL ? null : group)
  const compatible = providers.find((provider) => groupOf(provider) === 'compatible')
  // What is searched for stands in one list, the best first; the whole catalogue in its groups.
  const ranked = search.trim() !== ''
  const groups = ranked ? [null] : PROVIDER_GROUPS
  const [first] = found

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && ranked && first !== undefined && event.target instanceof HTMLInputElement) {
      event.preventDefault()
      onPick(first)
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const rows = [...(lists.current?.querySelectorAll('button') ?? [])]
    const at = rows.findIndex((row) => row === document.activeElement)
    const next = at === -1 ? (event.key === 'ArrowDown' ? 0 : -1) : at + (event.key === 'ArrowDown' ? 1 : -1)
    rows.at(next % Math.max(rows.length, 1))?.focus()
  }
  return (
    // The arrow keys only add to what Tab does already.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={onKeyDown}>
      <div className="sticky top-0 z-10 -mx-5 flex flex-col gap-2.5 border-b border-line bg-raised px-5 pt-1 pb-3">
        <SearchInput value={search} onChange={setSearch} label={t('picker.search')} />
        <Segmented
          label={t('picker.group')}
          value={group}
          onChange={setGroup}
          segments={CHOICES.map((value) => ({ value, label: t(`picker.groups.${value}`) }))}
          className="w-full"
        />
      </div>
      <div ref={lists}>
        {groups.map((shown) => (
          <ProviderList
            key={shown ?? ALL}
            title={shown === null ? null : t(`picker.titles.${shown}`)}
            providers={shown === null ? found : found.filter((provider) => groupOf(provider) === shown)}
            onPick={onPick}
          />
        ))}
      </div>
      {loading && <SkeletonRows rows={8} height={54} />}
      {!loading && found.length === 0 && (
        <div className="py-8 text-center text-sm text-faint">
          <p className="mx-auto max-w-80">{t('picker.none')}</p>
          {compatible !== undefined && (
            <Button
              className="mt-4"
              onClick={() => {
                onPick(compatible)
              }}
            >
              {t('picker.useCompatible')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

function ProviderList({
  title,
  providers,
  onPick
}: {
  readonly title: string | null
  readonly providers: readonly ProviderInfo[]
  readonly onPick: (provider: ProviderInfo) => void
}) {
  if (providers.length === 0) return null
  return (
    <section aria-label={title ?? undefined} className="pt-4">
      {title !== null && (
        <h3 className="flex items-baseline gap-2 px-1 pb-1.5 text-xs font-medium text-soft">
          {title}
          <span className="text-2xs text-faint tabular-nums">{providers.length}</span>
        </h3>
      )}
      <ul className="overflow-hidden rounded-lg border border-line">
        {providers.map((provider) => (
          <li key={provider.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              onClick={() => {
                onPick(provider)
              }}
              className="flex w-full items-center gap-3 px-3 py-2 text-left outline-offset-[-2px] hover:bg-hover focus-visible:bg-hover"
            >
              <EntityIcon kind="account" name={provider.id} size="lg" />
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-medium text-ink">{provider.name}</span>
                <span className="block text-xs text-faint">{provider.about}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
