import { CircleMinus, CirclePlus, Ellipsis, RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AccountModels, ModelState } from '../../../shared/contract/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger
} from '../../ui/dropdown-menu.tsx'
import { EntityChip } from '../../ui/entity-chip.tsx'
import { formatCount } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { useFetchModels } from './model-changes.ts'
import type { Toggle } from './model-rows.ts'

/** The heading of an account: how many are on, when its list was fetched, and a fresh one. */
export function AccountLine({
  account,
  shown,
  toggle
}: {
  readonly account: AccountModels
  /** Its models that the filter leaves. */
  readonly shown: readonly ModelState[]
  readonly toggle: Toggle
}) {
  const { t } = useTranslation('models')
  const fetchModels = useFetchModels()
  const name = account.account
  const off = shown.filter((model) => !model.enabled)
  const on = shown.filter((model) => model.enabled)
  return (
    <td colSpan={7} className="flex h-full items-center gap-3 px-6">
      <EntityChip kind="account" name={name} className="font-semibold" />
      <span className="text-xs whitespace-nowrap text-faint">
        {t('account.count', {
          enabled: formatCount(account.models.filter((model) => model.enabled).length),
          total: formatCount(account.models.length)
        })}
      </span>
      {account.any && (
        <Tooltip text={t('account.anyWhy')}>
          <Badge>{t('account.any')}</Badge>
        </Tooltip>
      )}
      <span className="ml-auto text-xs whitespace-nowrap text-faint">
        {account.fetched_at === null ? (
          t('account.never')
        ) : (
          <>
            {t('account.fetched')} <RelativeTime iso={account.fetched_at} />
          </>
        )}
      </span>
      <Button
        size="sm"
        loading={fetchModels.isPending}
        onClick={() => {
          fetchModels.mutate({ account: name })
        }}
      >
        {!fetchModels.isPending && <RefreshCw aria-hidden />}
        {t('account.fetch')}
        <span className="sr-only">{t('account.fetchWhat', { name })}</span>
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={t('account.menu', { name })}>
            <Ellipsis aria-hidden />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem
            disabled={off.length === 0}
            onSelect={() => {
              toggle(account, off, true)
            }}
          >
            <CirclePlus aria-hidden />
            {t('account.enableShown', { count: off.length })}
          </DropdownMenuItem>
          <DropdownMenuItem
            disabled={on.length === 0}
            onSelect={() => {
              toggle(account, on, false)
            }}
          >
            <CircleMinus aria-hidden />
            {t('account.disableShown', { count: on.length })}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
    </td>
  )
}
