import { Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AccountModels, ModelState } from '../../../shared/contract/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { cn } from '../../ui/cn.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { formatCount } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import type { Toggle } from './model-rows.ts'
import { formatRate, formatWindow } from './price-draft.ts'

/** The columns of heading and rows. */
export const MODEL_COLUMNS =
  'grid grid-cols-[32px_minmax(0,1fr)_64px_72px_72px_64px_60px] items-center gap-3 px-6 min-[860px]:grid-cols-[32px_minmax(0,1fr)_72px_88px_88px_72px_60px] min-[860px]:gap-4'

/** One model: on or off, its name to copy, what it can hold and what it costs. */
export function ModelRow({
  account,
  model,
  toggle,
  onPrice
}: {
  readonly account: AccountModels
  readonly model: ModelState
  readonly toggle: Toggle
  readonly onPrice: (model: ModelState) => void
}) {
  const { t } = useTranslation(['models', 'common'])
  const rate = (usd: number | undefined) =>
    usd === undefined ? <span className="text-faint">{t('common:unknown')}</span> : formatRate(usd)
  return (
    <>
      <td className="flex">
        <Switch
          checked={model.enabled}
          aria-label={t('toggle', { name: model.name })}
          onCheckedChange={(enabled) => {
            toggle(account, [model], enabled)
          }}
        />
      </td>
      <td className="flex min-w-0 items-center gap-2">
        <EntityChip kind="model" name={model.id} muted={!model.enabled} />
        {model.type !== 'chat' && <Badge>{model.type}</Badge>}
        {model.offered === false && (
          <Tooltip text={t('notOfferedWhy')}>
            <Badge tone="warn">{t('notOffered')}</Badge>
          </Tooltip>
        )}
      </td>
      <td className="text-right text-soft tabular-nums">
        {model.context_window === null ? (
          <span className="text-faint">–</span>
        ) : (
          <span title={formatCount(model.context_window)}>{formatWindow(model.context_window)}</span>
        )}
      </td>
      <td className={cn('text-right tabular-nums', model.enabled ? 'text-ink' : 'text-soft')}>
        {rate(model.price?.input)}
      </td>
      <td className={cn('text-right tabular-nums', model.enabled ? 'text-ink' : 'text-soft')}>
        {rate(model.price?.output)}
      </td>
      <td className="text-xs text-faint">
        {model.price_source === 'override' ? (
          <Badge tone="accent">{t('source.override')}</Badge>
        ) : model.price_source === 'catalogue' ? (
          <span title={model.price_id ?? undefined}>{t('source.catalogue')}</span>
        ) : (
          t('source.none')
        )}
      </td>
      <td className="flex justify-end gap-1">
        <CopyButton
          text={model.name}
          label={t('copy', { name: model.name })}
          className="opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100"
        />
        <IconButton
          label={t('edit', { name: model.name })}
          onClick={() => {
            onPrice(model)
          }}
        >
          <Pencil aria-hidden className="size-3.5!" />
        </IconButton>
      </td>
    </>
  )
}
