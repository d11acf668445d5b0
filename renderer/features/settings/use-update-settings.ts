import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../../client/api.ts'

/** Changes settings; the page shows what was saved. */
export function useUpdateSettings(onSaved?: () => void) {
  const queryClient = useQueryClient()
  return useMutation(
    api.system.update_settings.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(api.system.settings.queryKey(), saved)
        onSaved?.()
      }
    })
  )
}
