import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { Account } from '../../../shared/config/document.ts'
import { api } from '../../client/api.ts'
import { client } from '../../client/control-client.ts'
import { decodeError } from '../../client/control-error.ts'
import { refreshConfiguration } from '../../client/keep-fresh.ts'
import { offerUndo, rememberRevision } from '../../client/offer-undo.ts'

/** Switches an account on or off; the switch shows the new state at once. */
export function useToggleAccount() {
  const { t } = useTranslation('accounts')
  const queryClient = useQueryClient()
  return useMutation(
    api.accounts.set_enabled.mutationOptions({
      onMutate: rememberRevision,
      onSuccess: async ({ revision }, { name, enabled }, before) => {
        await refreshConfiguration(queryClient)
        offerUndo(enabled ? t('enabled', { name }) : t('disabled', { name }), revision, before)
      }
    })
  )
}

/** Deletes an account, and with undo brings it back. */
export function useDeleteAccount(onDone: () => void) {
  const { t } = useTranslation('accounts')
  const queryClient = useQueryClient()
  return useMutation(
    api.accounts.remove.mutationOptions({
      onMutate: rememberRevision,
      onSuccess: async ({ revision }, { name }, before) => {
        await refreshConfiguration(queryClient)
        onDone()
        offerUndo(t('delete.done', { name }), revision, before)
      }
    })
  )
}

/** Tests a saved account; what comes of it is said in a toast, which can stop the test while it runs. */
export function useAccountTest(): (account: Account) => void {
  const { t } = useTranslation('accounts')
  return (account) => {
    const controller = new AbortController()
    const id = toast.loading(t('testing', { name: account.name }), {
      action: {
        label: t('form.stop'),
        onClick: () => {
          controller.abort()
        }
      }
    })
    client.accounts.test({ account }, { signal: controller.signal }).then(
      (result) => {
        const say = result.ok ? toast.success : toast.error
        return say(account.name, { id, description: result.message, action: undefined })
      },
      (error: unknown) => {
        if (controller.signal.aborted) return toast.dismiss(id)
        return toast.error(decodeError(error).message, { id, action: undefined })
      }
    )
  }
}
