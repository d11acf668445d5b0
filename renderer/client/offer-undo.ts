import { t } from 'i18next'
import { toast } from 'sonner'
import { api, queryClient } from './api.ts'
import { client } from './control-client.ts'
import { decodeError } from './control-error.ts'
import { refreshConfiguration } from './keep-fresh.ts'

/** How long the offer stands, milliseconds. */
const OFFER_MS = 10_000

/** For `onMutate`: which revision is in force before a change. */
export function rememberRevision(): { readonly revisionBefore: number } {
  return { revisionBefore: queryClient.getQueryData(api.system.status.queryKey())?.revision ?? 0 }
}

/**
 * Says what was done and offers to take it back: by making the document before `revision` the newest one. A save that
 * changed nothing made no revision, and there is nothing to take back then.
 */
export function offerUndo(
  done: string,
  revision: number,
  { revisionBefore }: { readonly revisionBefore: number }
): void {
  if (revision <= revisionBefore) {
    toast.success(done)
    return
  }
  toast.success(done, {
    duration: OFFER_MS,
    action: { label: t('ui:undo.action'), onClick: () => void undo(revision) }
  })
}

async function undo(revision: number): Promise<void> {
  try {
    const current = await client.config.get()
    // Going back would also take back whatever came after: that is a decision for the History page.
    if (current.revision !== revision) {
      toast.error(t('ui:undo.tooLate'))
      return
    }
    await client.config.restore({ revision: revision - 1 })
    await refreshConfiguration(queryClient)
    toast.success(t('ui:undo.done'))
  } catch (error) {
    toast.error(decodeError(error).message)
  }
}
