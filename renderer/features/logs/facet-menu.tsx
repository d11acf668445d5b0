import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Check, Languages } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../client/api.ts'
import { DIALECT_IDS } from '../../../shared/domain/dialect.ts'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../../ui/popover.tsx'
import { dialectName } from './dialect-words.ts'
import type { LogView } from './log-view.ts'

const GROUPS = [
  { facet: 'model', title: 'filter.models', from: 'models' },
  { facet: 'account', title: 'filter.accounts', from: 'accounts' },
  { facet: 'token', title: 'filter.tokens', from: 'tokens' }
] as const

const GROUP =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint'

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
            <Command.Group key={facet} heading={t(title)} className={GROUP}>
              {names.map((name) => (
                <FacetItem
                  key={name}
                  // The same name may be an account's and a token's.
                  value={`${facet} ${name}`}
                  words={name}
                  chosen={view[facet] === name}
                  onSelect={() => {
                    onChange({ ...view, [facet]: view[facet] === name ? undefined : name })
                  }}
                >
                  <EntityChip kind={facet} name={name} className="flex-1" />
                </FacetItem>
              ))}
            </Command.Group>
          )
        })}
        <Command.Group heading={t('filter.dialects')} className={GROUP}>
          {DIALECT_IDS.map((id) => (
            <FacetItem
              key={id}
              value={`dialect ${id}`}
              words={dialectName(id)}
              chosen={view.dialect === id}
              onSelect={() => {
                onChange({ ...view, dialect: view.dialect === id ? undefined : id })
              }}
            >
              <span className="min-w-0 flex-1 truncate">{dialectName(id)}</span>
            </FacetItem>
          ))}
          <FacetItem
            value="translated"
            words={t('filter.translated')}
            chosen={view.translated}
            onSelect={() => {
              onChange({ ...view, translated: !view.translated })
            }}
          >
            <Languages aria-hidden className="size-3.5 shrink-0 text-faint" />
            <span className="min-w-0 flex-1 truncate">{t('filter.translated')}</span>
          </FacetItem>
        </Command.Group>
      </Command.List>
    </Command>
  )
}

function FacetItem({
  value,
  words,
  chosen,
  onSelect,
  children
}: {
  /** Tells it apart from all others. */
  readonly value: string
  /** What typing finds it by. */
  readonly words: string
  readonly chosen: boolean
  readonly onSelect: () => void
  readonly children: ReactNode
}) {
  return (
    <Command.Item
      value={value}
      keywords={[words]}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2 rounded-md px-2 text-sm outline-none data-[selected=true]:bg-hover"
    >
      {children}
      {chosen && <Check aria-hidden className="size-3.5 text-accent-ink" />}
    </Command.Item>
  )
}
