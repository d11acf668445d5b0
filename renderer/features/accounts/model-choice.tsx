import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CheckboxRow } from '../../ui/checkbox-row.tsx'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import type { AccountDraft } from './account-draft.ts'

/** Which models a new account is for: all, or those chosen from what the test found. */
export function ModelChoice({
  draft,
  change,
  offered
}: {
  readonly draft: AccountDraft
  readonly change: (patch: Partial<AccountDraft>) => void
  /** What the provider listed; null before a test. */
  readonly offered: readonly string[] | null
}) {
  const { t } = useTranslation('accounts')
  const [search, setSearch] = useState('')
  const choosing = draft.models !== null
  const chosen = new Set(draft.models)
  const all = [...new Set([...(offered ?? []), ...chosen])]
  const found = all.filter((model) => model.toLowerCase().includes(search.trim().toLowerCase()))

  const toggle = (model: string, on: boolean): void => {
    const next = new Set(chosen)
    if (on) next.add(model)
    else next.delete(model)
    change({ models: all.filter((candidate) => next.has(candidate)) })
  }
  return (
    <div className="flex flex-col gap-2">
      <span className="text-xs font-medium text-soft">{t('form.models')}</span>
      <Segmented
        label={t('form.models')}
        value={choosing ? 'chosen' : 'all'}
        onChange={(value) => {
          change({ models: value === 'all' ? null : [] })
        }}
        segments={[
          { value: 'all', label: t('form.modelsAll') },
          { value: 'chosen', label: t('form.modelsChosen') }
        ]}
        className="self-start"
      />
      {!choosing && <p className="text-xs text-faint">{t('form.modelsAllHint')}</p>}
      {choosing && all.length === 0 && <p className="text-xs text-faint">{t('form.modelsNeedTest')}</p>}
      {choosing && all.length > 0 && (
        <>
          {all.length > 8 && (
            <SearchInput value={search} onChange={setSearch} label={t('form.modelsSearch')} />
          )}
          <ul className="max-h-64 overflow-y-auto rounded-lg border border-line">
            {found.map((model) => (
              <li key={model} className="border-b border-line last:border-b-0">
                <CheckboxRow
                  checked={chosen.has(model)}
                  onChange={(on) => {
                    toggle(model, on)
                  }}
                  className="h-9 px-3 hover:bg-hover"
                >
                  <EntityChip kind="model" name={model} />
                </CheckboxRow>
              </li>
            ))}
          </ul>
          <p className="text-xs text-faint">
            {t('form.modelsCount', { chosen: chosen.size, total: all.length })}
          </p>
        </>
      )}
    </div>
  )
}
