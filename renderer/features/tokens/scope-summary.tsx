import { useTranslation } from 'react-i18next'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import type { Scope } from './token-scope.ts'

const SHOWN = 2

/** What a token may use, in few chips; the rest in a tooltip. */
export function ScopeSummary({ scope }: { readonly scope: Scope }) {
  const { t } = useTranslation('tokens')
  if (scope === '*') return <span className="text-soft">{t('allModels')}</span>
  const rest = scope.slice(SHOWN)
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 py-1.5">
      {scope.slice(0, SHOWN).map((pattern) => (
        <PatternChip key={pattern} pattern={pattern} />
      ))}
      {rest.length > 0 && (
        <Tooltip text={<span className="whitespace-pre-line">{rest.join('\n')}</span>}>
          <button type="button" className="shrink-0 rounded-sm text-xs text-faint hover:text-ink">
            {t('moreModels', { count: rest.length })}
          </button>
        </Tooltip>
      )}
    </span>
  )
}

/** `account/*` looks like the account, anything else like the model. */
function PatternChip({ pattern }: { readonly pattern: string }) {
  const account = /^([^*]+)\/\*$/.exec(pattern)?.[1]
  return account === undefined ? (
    <EntityChip kind="model" name={pattern} muted />
  ) : (
    <EntityChip kind="account" name={account} muted />
  )
}
