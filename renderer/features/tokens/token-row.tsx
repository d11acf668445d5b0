import { Ban, Code, Ellipsis, Pencil, Power, RotateCw, ScrollText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { TokenState } from '../../../shared/contract/index.ts'
import { Badge } from '../../ui/badge.tsx'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger
} from '../../ui/dropdown-menu.tsx'
import { EntityIcon } from '../../ui/entity-chip.tsx'
import { formatDateTime } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { TableCell } from '../../ui/table.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { ScopeSummary } from './scope-summary.tsx'
import { useToggleToken } from './token-changes.ts'
import type { TokenAction } from './token-table.tsx'

const TONES = { active: 'good', expired: 'warn', disabled: 'neutral', 'no-value': 'warn' } as const

/** The cells of one token. */
export function TokenRow({
  token,
  onAction
}: {
  readonly token: TokenState
  readonly onAction: (action: TokenAction) => void
}) {
  const { t } = useTranslation('tokens')
  return (
    <>
      <TableCell className="py-2">
        <div className="flex items-center gap-3">
          <EntityIcon kind="token" name={token.name} size="lg" />
          <div className="min-w-0">
            <div className="flex items-center gap-2">
              <span className="truncate font-semibold text-ink">{token.name}</span>
              {token.state !== 'active' && (
                <Badge tone={TONES[token.state]}>{t(`state.${token.state}`)}</Badge>
              )}
              {token.grace_until !== null && (
                <Tooltip text={t('grace', { when: formatDateTime(token.grace_until) })}>
                  <Badge tone="accent">{t('rotating')}</Badge>
                </Tooltip>
              )}
              {!token.payloads && (
                <Tooltip text={t('noPayloadsWhy')}>
                  <Badge>{t('noPayloads')}</Badge>
                </Tooltip>
              )}
            </div>
            <div className="text-xs text-faint">
              <ValueLine token={token} />
            </div>
          </div>
        </div>
      </TableCell>
      <TableCell>
        <ScopeSummary scope={token.models} />
      </TableCell>
      <TableCell className="whitespace-nowrap text-soft">
        {token.expires === null ? (
          <span className="text-faint">{t('noExpiry')}</span>
        ) : (
          <RelativeTime iso={token.expires} className={token.state === 'expired' ? 'text-warn-ink' : ''} />
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap text-soft">
        {token.last_used === null ? (
          <span className="text-faint">{t('neverUsed')}</span>
        ) : (
          <RelativeTime iso={token.last_used} />
        )}
      </TableCell>
      <TableCell>
        <RowMenu token={token} onAction={onAction} />
      </TableCell>
    </>
  )
}

/** Where the value comes from, or what to know about it. */
function ValueLine({ token }: { readonly token: TokenState }) {
  const { t } = useTranslation('tokens')
  if (token.value !== null) return t('byReference', { reference: token.value })
  return token.hint === null ? '' : t('hint', { hint: token.hint })
}

function RowMenu({
  token,
  onAction
}: {
  readonly token: TokenState
  readonly onAction: (action: TokenAction) => void
}) {
  const { t } = useTranslation('tokens')
  const [, navigate] = useLocation()
  const toggle = useToggleToken()
  const disabled = token.state === 'disabled'
  const item = (action: TokenAction) => () => {
    onAction(action)
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={t('menu', { name: token.name })}>
          <Ellipsis aria-hidden />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={item('snippets')}>
          <Code aria-hidden />
          {t('actions.snippets')}
        </DropdownMenuItem>
        <DropdownMenuItem
          onSelect={() => {
            navigate(`/logs?token=${encodeURIComponent(token.name)}`)
          }}
        >
          <ScrollText aria-hidden />
          {t('actions.logs')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={item('edit')}>
          <Pencil aria-hidden />
          {t('actions.edit')}
        </DropdownMenuItem>
        {/* A value by reference is changed where it is kept. */}
        {token.value === null && (
          <DropdownMenuItem onSelect={item('rotate')}>
            <RotateCw aria-hidden />
            {t('actions.rotate')}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem
          onSelect={() => {
            toggle.mutate({ name: token.name, enabled: disabled })
          }}
        >
          <Power aria-hidden />
          {disabled ? t('actions.enable') : t('actions.disable')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem tone="bad" onSelect={item('revoke')}>
          <Ban aria-hidden />
          {t('actions.revoke')}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
