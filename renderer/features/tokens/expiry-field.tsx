import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'
import { formatDateTime } from '../../ui/format.ts'
import { Input } from '../../ui/input.tsx'
import { Select } from '../../ui/select.tsx'
import { useNow } from '../../ui/use-now.ts'
import { endOfDay, type ExpiryChoice } from './token-expiry.ts'

/** When a token stops working: never, after a span, or with a day of the calendar. */
export function ExpiryField({
  choice,
  onChoice,
  day,
  onDay,
  kept,
  tried
}: {
  readonly choice: ExpiryChoice
  readonly onChoice: (choice: ExpiryChoice) => void
  readonly day: string
  readonly onDay: (day: string) => void
  /** The expiry that the token has now; null for none. */
  readonly kept: string | null
  readonly tried: boolean
}) {
  const { t } = useTranslation('tokens')
  const now = useNow()
  const end = endOfDay(day)
  const dayProblem = (): string | undefined => {
    if (!tried) return undefined
    if (end === undefined) return t('form.required')
    return Date.parse(end) < now ? t('form.expiryPast') : undefined
  }
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label={t('form.expiry')}>
        {({ id }) => (
          <Select
            id={id}
            className="w-full"
            value={choice}
            onChange={onChoice}
            options={[
              ...(kept === null
                ? []
                : [{ value: 'keep' as const, label: t('form.expiryKeep', { when: formatDateTime(kept) }) }]),
              { value: 'never', label: t('form.expiryNever') },
              { value: '7', label: t('form.expiry7') },
              { value: '30', label: t('form.expiry30') },
              { value: '90', label: t('form.expiry90') },
              { value: '365', label: t('form.expiry365') },
              { value: 'date', label: t('form.expiryDate') }
            ]}
          />
        )}
      </Field>
      {choice === 'date' && (
        <Field label={t('form.expiryDay')} error={dayProblem()}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={day}
              onChange={(event) => {
                onDay(event.target.value)
              }}
            />
          )}
        </Field>
      )}
    </div>
  )
}
