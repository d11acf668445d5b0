import { ChevronRight } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../../shared/contract/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EntityIcon } from '../../ui/entity-chip.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'

function fits(provider: ProviderInfo, search: string): boolean {
  const words = [provider.id, provider.name, provider.about, ...provider.aliases].join(' ').toLowerCase()
  return words.includes(search.trim().toLowerCase())
}

/** The catalogue: search, arrow keys, Enter. */
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
  const list = useRef<HTMLUListElement>(null)
  const found = providers.filter((provider) => fits(provider, search))
  const compatible = providers.find((provider) => provider.base_url === null)

  const move = (step: number): void => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button === document.activeElement)
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    // The arrow keys only add to what Tab does already.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      onKeyDown={(event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
        event.preventDefault()
        move(event.key === 'ArrowDown' ? 1 : -1)
      }}
    >
      <SearchInput value={search} onChange={setSearch} label={t('picker.search')} />
      <ul ref={list} className="mt-3 overflow-hidden rounded-lg border border-line empty:hidden">
        {found.map((provider) => (
          <li key={provider.id} className="border-b border-line last:border-b-0">
            <button
              type="button"
              onClick={() => {
                onPick(provider)
              }}
              className="flex w-full items-center gap-3 px-3 py-2.5 text-left outline-offset-[-2px] hover:bg-hover"
            >
              <EntityIcon kind="account" name={provider.id} size="lg" />
              <span className="min-w-0 flex-1">
                <span className="flex items-center gap-2 text-sm font-medium text-ink">
                  {provider.name}
                  {!provider.needs_key && <Badge>{t('picker.local')}</Badge>}
                </span>
                <span className="block text-xs text-faint">{provider.about}</span>
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-faint" />
            </button>
          </li>
        ))}
      </ul>
      {loading && <SkeletonRows rows={8} height={58} />}
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
