import { useTranslation } from 'react-i18next'
import type { TokenState } from '../../../shared/contract/index.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useRevokeToken } from './token-changes.ts'

/** Asks before a token ends for good. */
export function RevokeDialog({
  token,
  onClose
}: {
  readonly token: TokenState | null
  readonly onClose: () => void
}) {
  const { t } = useTranslation('tokens')
  const revoke = useRevokeToken(onClose)
  const name = token?.name ?? ''
  return (
    <ConfirmDialog
      open={token !== null}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={t('revoke.title', { name })}
      confirm={t('revoke.confirm')}
      busy={revoke.isPending}
      onConfirm={() => {
        revoke.mutate({ name })
      }}
    >
      {t('revoke.text')}
    </ConfirmDialog>
  )
}
