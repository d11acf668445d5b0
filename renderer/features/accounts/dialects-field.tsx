import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderInfo } from '../../../shared/contract/index.ts'
import { DIALECT_IDS, DIALECT_NAMES, type DialectId } from '../../../shared/domain/dialect.ts'
import { CheckboxRow } from '../../ui/checkbox-row.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { type AccountDraft, chosenDialects, withDialect } from './account-draft.ts'

/** What an account's server speaks: which requests pass through as they are, and what the others are translated to. */
export function DialectsField({
  provider,
  draft,
  change,
  error
}: {
  readonly provider: ProviderInfo
  readonly draft: AccountDraft
  readonly change: (patch: Partial<AccountDraft>) => void
  readonly error: string | undefined
}) {
  const { t } = useTranslation('accounts')
  const id = useId()
  const spoken = draft.dialects ?? provider.dialects
  const set = (dialects: readonly DialectId[]): void => {
    change({ dialects: chosenDialects(provider, dialects) })
  }
  return (
    <fieldset className="flex flex-col gap-2" aria-describedby={`${id}-note`}>
      <legend className="mb-1.5 text-xs font-medium text-soft">{t('form.dialects')}</legend>
      {DIALECT_IDS.map((dialect) => (
        <CheckboxRow
          key={dialect}
          checked={spoken.includes(dialect)}
          onChange={(speaks) => {
            set(withDialect(spoken, dialect, speaks))
          }}
        >
          {DIALECT_NAMES[dialect]}
        </CheckboxRow>
      ))}
      <p
        id={`${id}-note`}
        role={error === undefined ? undefined : 'alert'}
        className={error === undefined ? 'text-xs text-faint' : 'text-xs text-bad-ink'}
      >
        {error ?? t('form.dialectsHint')}
      </p>
      {spoken.length > 1 && (
        <Field label={t('form.dialectsFirst')}>
          {({ id: selectId }) => (
            <Select
              id={selectId}
              className="w-full"
              value={spoken[0]}
              onChange={(first) => {
                set([first, ...spoken.filter((dialect) => dialect !== first)])
              }}
              options={spoken.map((dialect) => ({ value: dialect, label: DIALECT_NAMES[dialect] }))}
            />
          )}
        </Field>
      )}
    </fieldset>
  )
}
