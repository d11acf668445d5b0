import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { TokenState } from '../../../shared/contract/index.ts'
import { cn } from '../../ui/cn.ts'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '../../ui/table.tsx'
import { TokenRow } from './token-row.tsx'
import { Message } from '../../ui/message.tsx'

/** What is done in a panel or dialog of its own. */
export type TokenAction = 'snippets' | 'edit' | 'rotate' | 'revoke'

/** The tokens with what each may do and how it stands. */
export function TokenTable({
  tokens,
  onAction
}: {
  readonly tokens: readonly TokenState[]
  readonly onAction: (token: TokenState, action: TokenAction) => void
}) {
  const { t } = useTranslation('tokens')
  return (
    <Table className="[&>table]:min-w-150 [&>table]:table-fixed">
      <TableHead>
        <tr>
          <TableHeader>{t('table.name')}</TableHeader>
          <TableHeader className="w-[32%]">{t('table.models')}</TableHeader>
          <TableHeader className="w-25">{t('table.expires')}</TableHeader>
          <TableHeader className="w-28">{t('table.used')}</TableHeader>
          <TableHeader className="w-13">
            <span className="sr-only">{t('table.actions')}</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {tokens.map((token) => (
          <Fragment key={token.name}>
            <TableRow className={cn(token.notice !== null && 'border-b-0')}>
              <TokenRow
                token={token}
                onAction={(action) => {
                  onAction(token, action)
                }}
              />
            </TableRow>
            {token.notice !== null && (
              <TableRow>
                <td colSpan={5} className="pr-3 pb-2.5 pl-14 text-xs text-warn-ink">
                  <Message text={token.notice} />
                </td>
              </TableRow>
            )}
          </Fragment>
        ))}
      </TableBody>
    </Table>
  )
}
