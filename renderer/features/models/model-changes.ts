import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { AccountModels } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { refreshConfiguration } from '../../client/keep-fresh.ts'
import { offerUndo, rememberRevision } from '../../client/offer-undo.ts'

function withEnabled(
  accounts: readonly AccountModels[],
  change: { readonly account: string; readonly models: readonly string[]; readonly enabled: boolean }
): AccountModels[] {
  return accounts.map((account) =>
    account.account === change.account
      ? {
          ...account,
          models: account.models.map((model) =>
            change.models.includes(model.id) ? { ...model, enabled: change.enabled } : model
          )
        }
      : account
  )
}

/** Turns models of an account on or off: at once on the page, taken back where it is refused. */
export function useToggleModels() {
  const { t } = useTranslation('models')
  const queryClient = useQueryClient()
  const key = api.models.list.queryKey()
  return useMutation(
    api.models.set_enabled.mutationOptions({
      onMutate: async (change) => {
        await queryClient.cancelQueries({ queryKey: key })
        const before = queryClient.getQueryData(key)
        if (before !== undefined) queryClient.setQueryData(key, withEnabled(before, change))
        return { before, ...rememberRevision() }
      },
      onError: (_error, _change, context) => {
        if (context?.before !== undefined) queryClient.setQueryData(key, context.before)
      },
      onSuccess: async ({ revision }, { enabled, models }, context) => {
        await refreshConfiguration(queryClient)
        const count = models.length
        offerUndo(enabled ? t('enabledDone', { count }) : t('disabledDone', { count }), revision, context)
      }
    })
  )
}

/** Asks the provider for its list now. */
export function useFetchModels() {
  const queryClient = useQueryClient()
  return useMutation(
    api.models.refresh.mutationOptions({
      onSuccess: async (fetched) => {
        queryClient.setQueryData(api.models.list.queryKey(), (old) =>
          old?.map((account) => (account.account === fetched.account ? fetched : account))
        )
        await queryClient.invalidateQueries({ queryKey: api.accounts.list.key() })
      }
    })
  )
}

/** Sets a price of one's own, or with `null` takes it away. */
export function useSetPrice(onDone: () => void) {
  const { t } = useTranslation('models')
  const queryClient = useQueryClient()
  return useMutation(
    api.models.set_price.mutationOptions({
      meta: { inline: true },
      onMutate: rememberRevision,
      onSuccess: async ({ revision }, { model, price }, before) => {
        await refreshConfiguration(queryClient)
        onDone()
        offerUndo(
          price === null ? t('price.removed', { model }) : t('price.saved', { model }),
          revision,
          before
        )
      }
    })
  )
}
