import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountState } from '../../../shared/contract/index.ts'
import { CheckboxRow } from '../../ui/checkbox-row.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useDeleteAccount } from './account-changes.ts'

/** Asks before an account goes, and whether its key goes with it. */
export function DeleteAccountDialog({
  account,
  onClose
}: {
  readonly account: AccountState | null
  readonly onClose: () => void
}) {
  const { t } = useTranslation('accounts')
  const [deleteKey, setDeleteKey] = useState(false)
  const remove = useDeleteAccount(onClose)
  const name = account?.account.name ?? ''
  const hasKey = account?.keys.some((key) => key.present && key.reference.startsWith('keychain://')) ?? false
  return (
    <ConfirmDialog
      open={account !== null}
      onOpenChange={(open) => {
        if (open) return
        setDeleteKey(false)
        onClose()
      }}
      title={t('delete.title', { name })}
      confirm={t('delete.confirm')}
      busy={remove.isPending}
      onConfirm={() => {
        remove.mutate({ name, delete_key: deleteKey })
      }}
    >
      <p>{t('delete.text')}</p>
      {hasKey && (
        <CheckboxRow checked={deleteKey} onChange={setDeleteKey} className="mt-4">
          <span className="block text-ink">{t('delete.key')}</span>
          <span className="block text-xs text-faint">{t('delete.keyNote')}</span>
        </CheckboxRow>
      )}
    </ConfirmDialog>
  )
}
