import { Ellipsis, Pencil, Trash2, TriangleAlert, Zap } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { modelsOf } from '../../../shared/config/models-of.ts'
import type { AccountState } from '../../../shared/contract/index.ts'
import { Badge } from '../../ui/badge.tsx'
import { cn } from '../../ui/cn.ts'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger
} from '../../ui/dropdown-menu.tsx'
import { EntityIcon } from '../../ui/entity-chip.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusDot } from '../../ui/status-dot.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useAccountTest, useToggleAccount } from './account-changes.ts'
import { Message } from '../../ui/message.tsx'

/** An account with its state in words, what is missing where something is, and what can be done with it. */
export function AccountRow({
  state,
  onEdit,
  onDelete
}: {
  readonly state: AccountState
  readonly onEdit: () => void
  readonly onDelete: () => void
}) {
  const { t } = useTranslation('accounts')
  const { account } = state
  const toggle = useToggleAccount()
  const enabled = toggle.isPending ? toggle.variables.enabled : state.state !== 'disabled'
  return (
    <li className="border-b border-line px-4 py-3 last:border-b-0">
      <div className="flex min-h-12 items-center gap-4">
        <EntityIcon
          kind="account"
          name={account.name}
          size="lg"
          className={cn(state.state === 'disabled' && 'opacity-50')}
        />
        <div className="min-w-0 flex-1">
          <div className="flex items-center gap-2">
            <button
              type="button"
              onClick={onEdit}
              className="min-w-0 truncate rounded-sm text-sm font-semibold text-ink hover:underline"
            >
              {account.name}
            </button>
            <StateBadge state={state.state} />
          </div>
          <div className="truncate text-xs text-faint">
            {state.provider_name} · <span className="font-mono text-2xs">{state.base_url}</span>
          </div>
        </div>
        <Link
          href={`/models?account=${encodeURIComponent(account.name)}`}
          className="hidden w-24 shrink-0 rounded-sm text-sm text-soft tabular-nums hover:text-ink hover:underline sm:block"
        >
          {modelsOf(account).any && state.model_count === 0
            ? t('modelsAny')
            : t('models', { count: state.model_count })}
        </Link>
        <span className="hidden w-28 shrink-0 text-sm text-faint md:block">
          {state.last_used === null ? t('neverUsed') : <RelativeTime iso={state.last_used} />}
        </span>
        <Switch
          checked={enabled}
          aria-label={t('toggle', { name: account.name })}
          onCheckedChange={(next) => {
            toggle.mutate({ name: account.name, enabled: next })
          }}
        />
        <RowMenu state={state} onEdit={onEdit} onDelete={onDelete} />
      </div>
      {state.notice !== null && state.state !== 'disabled' && (
        <p className="mt-1 flex gap-2 pl-12 text-xs text-warn-ink">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span>
            <Message text={state.notice} />
          </span>
        </p>
      )}
    </li>
  )
}

function StateBadge({ state }: { readonly state: AccountState['state'] }) {
  const { t } = useTranslation('accounts')
  if (state === 'ready') {
    return (
      <span className="flex items-center gap-1.5 text-xs text-faint">
        <StatusDot tone="good" />
        {t('state.ready')}
      </span>
    )
  }
  return <Badge tone={state === 'disabled' ? 'neutral' : 'warn'}>{t(`state.${state}`)}</Badge>
}

function RowMenu({
  state,
  onEdit,
  onDelete
}: {
  readonly state: AccountState
  readonly onEdit: () => void
  readonly onDelete: () => void
}) {
  const { t } = useTranslation(['accounts', 'common'])
  const { account } = state
  const test = useAccountTest()
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={t('menu', { name: account.name })}>
          <Ellipsis aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={onEdit}>
          <Pencil aria-hidden />
          {t('common:edit')}
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() => {
            test(account)
          }}
        >
          <Zap aria-hidden />
          {t('test')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="bad" onSelect={onDelete}>
          <Trash2 aria-hidden />
          {t('common:delete')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
