import { CalendarClock, Check, ChevronDown } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../../ui/popover.tsx'
import { LOG_RANGES, type LogRange, type LogView } from './log-view.ts'

const momentFormat = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23'
})
const moment = (iso: string): string => momentFormat.format(new Date(iso))

/** Which time the list is about: a span up to now, two moments, or all of it. */
export function TimeFilter({
  view,
  onChange
}: {
  readonly view: LogView
  readonly onChange: (view: LogView) => void
}) {
  const { t } = useTranslation('logs')
  const [open, setOpen] = useState(false)
  const choose = (time: Pick<LogView, 'range' | 'since' | 'until'>): void => {
    setOpen(false)
    onChange({ ...view, ...time })
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className="max-w-72">
          <CalendarClock aria-hidden />
          <span className="sr-only">{t('time.label')}: </span>
          <span className="truncate">
            <TimeWords view={view} />
          </span>
          <ChevronDown aria-hidden className="text-faint" />
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-64 p-1" aria-label={t('time.label')}>
        {[undefined, ...LOG_RANGES].map((range) => (
          <Preset
            key={range ?? 'any'}
            range={range}
            chosen={view.range === range && view.since === undefined && view.until === undefined}
            onChoose={() => {
              choose({ range, since: undefined, until: undefined })
            }}
          />
        ))}
        <TwoMoments
          view={view}
          onChoose={(since, until) => {
            choose({ range: undefined, since, until })
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function TimeWords({ view }: { readonly view: LogView }) {
  const { t } = useTranslation('logs')
  const { range, since, until } = view
  if (range !== undefined) return t(`time.${range}`)
  if (since !== undefined && until !== undefined) {
    return t('time.between', { from: moment(since), to: moment(until) })
  }
  if (since !== undefined) return t('time.since', { time: moment(since) })
  if (until !== undefined) return t('time.until', { time: moment(until) })
  return t('time.any')
}

function Preset({
  range,
  chosen,
  onChoose
}: {
  readonly range: LogRange | undefined
  readonly chosen: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation('logs')
  return (
    <button
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      className="flex h-8 w-full items-center justify-between rounded-md px-2 text-left text-sm hover:bg-hover"
    >
      {t(`time.${range ?? 'any'}`)}
      {chosen && <Check aria-hidden className="size-3.5 text-accent-ink" />}
    </button>
  )
}

function TwoMoments({
  view,
  onChoose
}: {
  readonly view: LogView
  readonly onChoose: (since: string | undefined, until: string | undefined) => void
}) {
  const { t } = useTranslation('logs')
  const [from, setFrom] = useState(localInput(view.since))
  const [to, setTo] = useState(localInput(view.until))
  const turned = from !== '' && to !== '' && from > to
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!turned) onChoose(isoOf(from), isoOf(to))
  }
  return (
    <form onSubmit={submit} className="mt-1 flex flex-col gap-2 border-t border-line p-2 pt-3">
      <Field label={t('time.from')}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={from}
            onChange={(event) => {
              setFrom(event.target.value)
            }}
          />
        )}
      </Field>
      <Field label={t('time.to')} error={turned ? t('time.order') : undefined}>
        {(control) => (
          <Input
            {...control}
            type="datetime-local"
            value={to}
            onChange={(event) => {
              setTo(event.target.value)
            }}
          />
        )}
      </Field>
      <Button type="submit" size="sm" disabled={turned || (from === '' && to === '')}>
        {t('time.apply')}
      </Button>
    </form>
  )
}

/** What a datetime-local field holds for a time: local, without a zone. */
function localInput(iso: string | undefined): string {
  if (iso === undefined) return ''
  const time = new Date(iso)
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function isoOf(local: string): string | undefined {
  return local === '' ? undefined : new Date(local).toISOString()
}
