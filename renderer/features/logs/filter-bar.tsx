import { Languages, ListFilter, X } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { dialectName } from './dialect-words.ts'
import { FacetMenu } from './facet-menu.tsx'
import { ANY_LOG, isFiltered, type LogFacet, type LogView } from './log-view.ts'
import { TimeFilter } from './time-filter.tsx'

/** Typing stops for so long before the log is asked, milliseconds. */
const PAUSE_MS = 200

/** Search, outcome, time and names; what is chosen stands there as a chip that takes it away again. */
export function FilterBar({
  view,
  onChange,
  search
}: {
  readonly view: LogView
  /** `typing`: one of many small changes, which makes no step for the back button. */
  readonly onChange: (view: LogView, typing?: boolean) => void
  /** Around the search field, so that a key can lead there. */
  readonly search: RefObject<HTMLDivElement | null>
}) {
  const { t } = useTranslation('logs')
  return (
    <>
      <div ref={search} className="w-56 min-w-40 flex-initial">
        <LogSearch
          value={view.search}
          onChange={(text) => {
            onChange({ ...view, search: text }, true)
          }}
        />
      </div>
      <TimeFilter view={view} onChange={onChange} />
      <Segmented
        label={t('filter.outcome')}
        value={view.outcome ?? 'any'}
        onChange={(outcome) => {
          onChange({ ...view, outcome: outcome === 'any' ? undefined : outcome })
        }}
        segments={[
          { value: 'any', label: t('filter.outcomes.any') },
          { value: 'ok', label: t('filter.outcomes.ok') },
          { value: 'error', label: t('filter.outcomes.error') }
        ]}
      />
      <FacetMenu view={view} onChange={onChange}>
        <Button>
          <ListFilter aria-hidden />
          {t('filter.add')}
        </Button>
      </FacetMenu>
      {(['account', 'model', 'token', 'session', 'dialect'] as const).map((facet) => (
        <FacetChip key={facet} facet={facet} view={view} onChange={onChange} />
      ))}
      {view.translated && (
        <FilterChip
          remove={t('filter.removeOther', { name: t('filter.translated') })}
          onRemove={() => {
            onChange({ ...view, translated: false })
          }}
        >
          <Languages aria-hidden className="size-3.5 shrink-0 text-faint" />
          <span className="min-w-0 truncate">{t('filter.translated')}</span>
        </FilterChip>
      )}
      {isFiltered(view) && (
        <Button
          variant="ghost"
          size="sm"
          onClick={() => {
            onChange(ANY_LOG)
          }}
        >
          {t('filter.clear')}
        </Button>
      )}
    </>
  )
}

/** What is typed shows at once; the log is asked when the typing pauses. */
function LogSearch({
  value,
  onChange
}: {
  readonly value: string
  readonly onChange: (value: string) => void
}) {
  const { t } = useTranslation('logs')
  const [text, setText] = useState(value)
  const [sent, setSent] = useState(value)
  // The address changed by itself (back button, a link): the field follows.
  if (value !== sent) {
    setSent(value)
    setText(value)
  }
  const send = useEffectEvent(() => {
    setSent(text)
    onChange(text)
  })
  useEffect(() => {
    if (text === sent) return undefined
    const timer = setTimeout(send, PAUSE_MS)
    return () => {
      clearTimeout(timer)
    }
  }, [text, sent])
  return <SearchInput value={text} onChange={setText} label={t('filter.search')} />
}

function FacetChip({
  facet,
  view,
  onChange
}: {
  readonly facet: LogFacet
  readonly view: LogView
  readonly onChange: (view: LogView) => void
}) {
  const { t } = useTranslation('logs')
  const value = view[facet]
  if (value === undefined) return null
  const shown = facet === 'dialect' ? dialectName(value) : value
  return (
    <FilterChip
      remove={t('filter.remove', { name: t(`filter.${facet}`), value: shown })}
      onRemove={() => {
        onChange({ ...view, [facet]: undefined })
      }}
    >
      {facet === 'session' || facet === 'dialect' ? (
        <span className="min-w-0 truncate">
          <span className="text-faint">{t(`filter.${facet}`)} </span>
          {shown}
        </span>
      ) : (
        <EntityChip kind={facet} name={value} className="gap-1.5" />
      )}
    </FilterChip>
  )
}

/** Something that narrows the list, with its cross. */
export function FilterChip({
  children,
  remove,
  onRemove
}: {
  readonly children: ReactNode
  /** What the cross does, for screen readers. */
  readonly remove: string
  readonly onRemove: () => void
}) {
  return (
    <span className="inline-flex h-8 max-w-64 min-w-0 items-center gap-1 rounded-md border border-line bg-surface pr-1 pl-2 text-sm">
      {children}
      <button
        type="button"
        aria-label={remove}
        onClick={onRemove}
        className="flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </span>
  )
}
