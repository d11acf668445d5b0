import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import type { MadeToken } from '../../../shared/contract/index.ts'
import { api } from '../../client/api.ts'
import { refreshConfiguration } from '../../client/keep-fresh.ts'
import { offerUndo, rememberRevision } from '../../client/offer-undo.ts'

/** Makes a token. The value goes to `onMade` and into no cache. */
export function useCreateToken(onMade: (made: MadeToken) => void) {
  const queryClient = useQueryClient()
  return useMutation(
    api.tokens.create.mutationOptions({
      meta: { inline: true },
      // The answer holds the value: it must not outlive the panel that shows it.
      gcTime: 0,
      onSuccess: async (made) => {
        onMade(made)
        await refreshConfiguration(queryClient)
      }
    })
  )
}

/** Makes a new value for a token. */
export function useRotateToken(onMade: (made: MadeToken) => void) {
  const queryClient = useQueryClient()
  return useMutation(
    api.tokens.rotate.mutationOptions({
      gcTime: 0,
      onSuccess: async (made) => {
        onMade(made)
        await refreshConfiguration(queryClient)
      }
    })
  )
}

/** Changes scope, expiry and the like. */
export function useUpdateToken(onDone: () => void) {
  const { t } = useTranslation('tokens')
  const queryClient = useQueryClient()
  return useMutation(
    api.tokens.update.mutationOptions({
      meta: { inline: true },
      onMutate: rememberRevision,
      onSuccess: async ({ revision }, { name }, before) => {
        await refreshConfiguration(queryClient)
        onDone()
        offerUndo(t('saved', { name }), revision, before)
      }
    })
  )
}

/** Switches a token on or off. */
export function useToggleToken() {
  const { t } = useTranslation('tokens')
  const queryClient = useQueryClient()
  return useMutation(
    api.tokens.update.mutationOptions({
      onMutate: rememberRevision,
      onSuccess: async ({ revision }, { name, enabled }, before) => {
        await refreshConfiguration(queryClient)
        offerUndo(enabled === true ? t('enabled', { name }) : t('disabled', { name }), revision, before)
      }
    })
  )
}

/** Ends a token for good. */
export function useRevokeToken(onDone: () => void) {
  const { t } = useTranslation('tokens')
  const queryClient = useQueryClient()
  return useMutation(
    api.tokens.revoke.mutationOptions({
      onSuccess: async ({ name }) => {
        await refreshConfiguration(queryClient)
        onDone()
        toast.success(t('revoke.done', { name }))
      }
    })
  )
}
