import { CalendarRange, ChevronDown } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Input } from '../../ui/input.tsx'
import { Popover, PopoverContent, PopoverTrigger } from '../../ui/popover.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { bucketLabel } from './spend-series.ts'
import { localDay, SPEND_GROUPINGS, type SpendSpan, type SpendView } from './spend-view.ts'

const SHORT = ['today', '24h', '7d', '30d'] as const

/** Which time, and by what the money is told apart. */
export function SpendControls({
  view,
  span,
  now,
  offset,
  onChange
}: {
  readonly view: SpendView
  readonly span: SpendSpan
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Minutes that local time is ahead of UTC. */
  readonly offset: number
  readonly onChange: (view: SpendView) => void
}) {
  const { t } = useTranslation('spend')
  return (
    <>
      <Segmented
        label={t('range.label')}
        // Radix wants a string: with two dates chosen none of these is.
        value={view.range === 'custom' ? '' : view.range}
        onChange={(value) => {
          const range = SHORT.find((candidate) => candidate === value)
          if (range !== undefined)
            onChange({ ...view, range, from: undefined, to: undefined, bucket: undefined })
        }}
        segments={SHORT.map((range) => ({ value: range, label: t(`range.${range}`) }))}
      />
      <CustomRange view={view} span={span} now={now} offset={offset} onChange={onChange} />
      <Segmented
        className="ml-auto"
        label={t('by.label')}
        value={view.by}
        onChange={(by) => {
          onChange({ ...view, by })
        }}
        segments={SPEND_GROUPINGS.map((by) => ({ value: by, label: t(`by.${by}`) }))}
      />
    </>
  )
}

function CustomRange({
  view,
  span,
  now,
  offset,
  onChange
}: {
  readonly view: SpendView
  readonly span: SpendSpan
  readonly now: number
  readonly offset: number
  readonly onChange: (view: SpendView) => void
}) {
  const { t } = useTranslation('spend')
  const [open, setOpen] = useState(false)
  const chosen = view.range === 'custom'
  const label = (ms: number): string => bucketLabel(new Date(ms).toISOString(), 'day', offset)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className={chosen ? 'border-accent text-accent-ink' : undefined}>
          <CalendarRange aria-hidden />
          {chosen ? t('range.days', { from: label(span.from), to: label(span.to - 1) }) : t('range.custom')}
          <ChevronDown aria-hidden className="text-faint" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t('range.custom')} className="w-60">
        <TwoDays
          from={localDay(span.from, offset)}
          to={localDay(Math.min(span.to - 1, now), offset)}
          today={localDay(now, offset)}
          onChoose={(from, to) => {
            setOpen(false)
            onChange({ ...view, range: 'custom', from, to, bucket: undefined })
          }}
        />
      </PopoverContent>
    </Popover>
  )
}

function TwoDays({
  from: firstDay,
  to: lastDay,
  today,
  onChoose
}: {
  readonly from: string
  readonly to: string
  readonly today: string
  readonly onChoose: (from: string, to: string) => void
}) {
  const { t } = useTranslation('spend')
  const [from, setFrom] = useState(firstDay)
  const [to, setTo] = useState(lastDay)
  const turned = from !== '' && to !== '' && from > to
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!turned && from !== '' && to !== '') onChoose(from, to)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={t('range.from')}>
        {(control) => (
          <Input
            {...control}
            type="date"
            max={today}
            value={from}
            onChange={(event) => {
              setFrom(event.target.value)
            }}
          />
        )}
      </Field>
      <Field label={t('range.to')} error={turned ? t('range.order') : undefined}>
        {(control) => (
          <Input
            {...control}
            type="date"
            max={today}
            value={to}
            onChange={(event) => {
              setTo(event.target.value)
            }}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" disabled={turned || from === '' || to === ''}>
        {t('range.apply')}
      </Button>
    </form>
  )
}
