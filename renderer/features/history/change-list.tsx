import { Minus, PencilLine, Plus } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import en from '../../i18n/en/history.json'
import { Badge } from '../../ui/badge.tsx'
import { cn } from '../../ui/cn.ts'
import { EntityChip } from '../../ui/entity-chip.tsx'
import type { EntryChange } from './compare-documents.ts'
import type { FieldChange } from './field-changes.ts'

const MARKS = {
  added: { icon: Plus, tone: 'good' },
  removed: { icon: Minus, tone: 'bad' },
  changed: { icon: PencilLine, tone: 'neutral' }
} as const

/** What differs, entry by entry: signs and words say what the colours do. */
export function ChangeList({ changes }: { readonly changes: readonly EntryChange[] }) {
  return (
    <ul className="flex flex-col gap-3">
      {changes.map((change) => (
        <li
          key={`${change.section}.${change.name ?? ''}`}
          className="overflow-hidden rounded-lg border border-line bg-surface"
        >
          <EntryHead change={change} />
          <dl className="grid grid-cols-[minmax(88px,max-content)_minmax(0,1fr)] border-t border-line">
            {shownFields(change).map((field, index, fields) => (
              <FieldRows
                key={`${field.field} ${field.before ?? ''} ${field.after ?? ''}`}
                field={field}
                repeated={fields[index - 1]?.field === field.field}
                first={index === 0}
              />
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

/** Without the name of a whole entry, which stands above. */
function shownFields(change: EntryChange): readonly FieldChange[] {
  return change.kind === 'changed' ? change.fields : change.fields.filter((field) => field.field !== 'name')
}

function EntryHead({ change }: { readonly change: EntryChange }) {
  const { t } = useTranslation('history')
  const { icon: Icon, tone } = MARKS[change.kind]
  const section = change.section === 'accounts' || change.section === 'tokens' ? change.section : undefined
  return (
    <div className="flex h-10 items-center gap-2.5 px-3">
      {section !== undefined && change.name !== undefined ? (
        <>
          <span className="text-xs text-faint">{t(`sections.${section}`)}</span>
          <EntityChip
            kind={section === 'accounts' ? 'account' : 'token'}
            name={change.name}
            className="font-medium"
          />
        </>
      ) : (
        <span className="min-w-0 truncate font-medium text-ink">
          {[change.section, change.name].filter((part) => part !== undefined).join(' ')}
        </span>
      )}
      <Badge tone={tone} className="ml-auto">
        <Icon aria-hidden />
        {t(`kinds.${change.kind}`)}
      </Badge>
    </div>
  )
}

function FieldRows({
  field,
  repeated,
  first
}: {
  readonly field: FieldChange
  /** The line before is about the same field: its name is not said again. */
  readonly repeated: boolean
  readonly first: boolean
}) {
  const edge = cn(!first && !repeated && 'border-t border-line')
  return (
    <Fragment>
      <dt
        className={cn('max-w-48 truncate border-r border-line px-3 py-1 text-xs leading-5 text-faint', edge)}
        title={field.field}
      >
        {repeated ? <span className="sr-only">{field.field}</span> : <FieldName field={field.field} />}
      </dt>
      <dd className={cn('min-w-0', edge)}>
        {field.before !== undefined && <Side sign="−" text={field.before} />}
        {field.after !== undefined && <Side sign="+" text={field.after} />}
      </dd>
    </Fragment>
  )
}

/** The field's name in words, and for one within it the rest of its path as it stands. */
function FieldName({ field }: { readonly field: string }) {
  const { t } = useTranslation('history')
  const [head = '', ...rest] = field.split('.')
  const name = isFieldName(head) ? t(`fields.${head}`) : head
  return rest.length === 0 ? name : `${name} · ${rest.join('.')}`
}

function isFieldName(name: string): name is keyof typeof en.fields {
  return Object.hasOwn(en.fields, name)
}

function Side({ sign, text }: { readonly sign: '+' | '−'; readonly text: string }) {
  const { t } = useTranslation('history')
  const added = sign === '+'
  return (
    <div
      className={cn(
        'flex gap-2 px-3 py-1 font-mono text-xs leading-5 [font-variant-ligatures:none]',
        added ? 'bg-good-soft text-good-ink' : 'bg-bad-soft text-bad-ink'
      )}
    >
      <span aria-hidden className="shrink-0 select-none">
        {sign}
      </span>
      <span className="sr-only">{added ? t('is') : t('was')}</span>
      <span className="min-w-0 break-words [overflow-wrap:anywhere]">{text}</span>
    </div>
  )
}
