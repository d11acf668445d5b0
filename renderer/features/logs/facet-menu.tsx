import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../client/api.ts'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../../ui/popover.tsx'
import type { LogView } from './log-view.ts'

const GROUPS = [
  { facet: 'model', title: 'filter.models', from: 'models' },
  { facet: 'account', title: 'filter.accounts', from: 'accounts' },
  { facet: 'token', title: 'filter.tokens', from: 'tokens' }
] as const

/** The names that occur in the log, to choose from by typing. One of each kind; the chosen one again takes it away. */
export function FacetMenu({
  view,
  onChange,
  children
}: {
  readonly view: LogView
  readonly onChange: (view: LogView) => void
  /** The button that opens it. */
  readonly children: ReactNode
}) {
  const { t } = useTranslation('logs')
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent className="w-72 p-0" aria-label={t('filter.add')}>
        <FacetList
          view={view}
          onChange={(next) => {
            setOpen(false)
            onChange(next)
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

/** How well a name fits what is typed: letters in their order, the whole name best; no guesses across it. */
function nameFits(_value: string, typed: string, keywords: readonly string[] = []): number {
  const name = (keywords[0] ?? '').toLowerCase()
  const wanted = typed.trim().toLowerCase()
  if (name === wanted) return 1
  if (name.startsWith(wanted)) return 0.8
  return name.includes(wanted) ? 0.5 : 0
}

function FacetList({
  view,
  onChange
}: {
  readonly view: LogView
  readonly onChange: (view: LogView) => void
}) {
  const { t } = useTranslation('logs')
  const facets = useQuery(api.logs.facets.queryOptions())
  return (
    <Command label={t('filter.add')} filter={nameFits} className="flex flex-col">
      <Command.Input
        placeholder={t('filter.find')}
        className="h-9 w-full border-b border-line bg-transparent px-3 text-sm text-ink outline-none"
      />
      <Command.List className="max-h-80 overflow-y-auto p-1">
        {facets.isPending && <p className="p-2 text-sm text-faint">{t('filter.loading')}</p>}
        {facets.isError && <p className="p-2 text-sm text-bad-ink">{t('filter.failed')}</p>}
        {facets.isSuccess && (
          <Command.Empty className="p-2 text-sm text-faint">{t('filter.none')}</Command.Empty>
        )}
        {GROUPS.map(({ facet, title, from }) => {
          const names = facets.data?.[from] ?? []
          return names.length === 0 ? null : (
            <Command.Group
              key={facet}
              heading={t(title)}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
            >
              {names.map((name) => (
                <Command.Item
                  key={name}
                  // The same name may be an account's and a token's.
                  value={`${facet} ${name}`}
                  keywords={[name]}
                  onSelect={() => {
                    onChange({ ...view, [facet]: view[facet] === name ? undefined : name })
                  }}
                  className="flex h-8 items-center gap-2 rounded-md px-2 text-sm outline-none data-[selected=true]:bg-hover"
                >
                  <EntityChip kind={facet} name={name} className="flex-1" />
                  {view[facet] === name && <Check aria-hidden className="size-3.5 text-accent-ink" />}
                </Command.Item>
              ))}
            </Command.Group>
          )
        })}
      </Command.List>
    </Command>
  )
}
