import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { api } from '../../client/api.ts'
import { client } from '../../client/control-client.ts'
import { decodeError } from '../../client/control-error.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogContent } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ChangeList } from './change-list.tsx'
import { compareDocuments, tokensThatEnd, tokensWithoutValue } from './compare-documents.ts'

/** Shows what going back to a revision would change now, then does it. */
export function RestoreDialog({
  revision,
  undoing,
  newest,
  onClose,
  onDone
}: {
  readonly revision: number
  /** The revision that is taken back; undefined where an older one is restored. */
  readonly undoing: number | undefined
  /** The revision in force. */
  readonly newest: number
  readonly onClose: () => void
  /** Gets the revision that was made. */
  readonly onDone: (revision: number) => void
}) {
  const { t } = useTranslation('history')
  const wanted = useQuery(api.config.revision.queryOptions({ input: { revision } }))
  const present = useQuery(api.config.get.queryOptions())
  const takeBack = async (): Promise<void> => {
    try {
      onDone((await client.config.restore({ revision: newest })).revision)
    } catch (error) {
      toast.error(t('restore.failed', { message: decodeError(error).message }))
    }
  }
  const restore = useMutation({
    mutationFn: () => client.config.restore({ revision }),
    onSuccess: (result) => {
      onClose()
      onDone(result.revision)
      toast.success(undoing === undefined ? t('restore.done', { revision }) : t('restore.doneUndo'), {
        action: {
          label: t('restore.undo'),
          onClick: () => void takeBack()
        }
      })
    }
  })
  const changes =
    wanted.data === undefined || present.data === undefined
      ? undefined
      : compareDocuments(present.data.document, wanted.data.document)
  const failed = restore.error ?? wanted.error ?? present.error
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <DialogContent
        title={
          undoing === undefined
            ? t('restore.title', { revision })
            : t('restore.undoTitle', { revision: undoing })
        }
        description={t('restore.intro')}
        className="max-w-160"
        footer={
          <>
            <Button onClick={onClose}>{t('restore.cancel')}</Button>
            <Button
              variant="primary"
              loading={restore.isPending}
              disabled={changes === undefined || changes.length === 0}
              onClick={() => {
                restore.mutate()
              }}
            >
              {undoing === undefined ? t('restore.confirm') : t('restore.confirmUndo')}
            </Button>
          </>
        }
      >
        {/* Scrollable, so the keyboard must be able to reach it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div tabIndex={0} className="-mx-5 max-h-[48vh] overflow-y-auto px-5 outline-offset-[-2px]">
          {failed !== null && (
            <Notice tone="bad" live className="mb-3">
              {t('restore.failed', { message: decodeError(failed).message })}
            </Notice>
          )}
          {wanted.data !== undefined && present.data !== undefined && (
            <TokenNotices
              back={tokensWithoutValue(present.data.document, wanted.data.document)}
              gone={tokensThatEnd(present.data.document, wanted.data.document)}
            />
          )}
          {changes === undefined ? (
            failed === null && (
              <output aria-label={t('restore.loading')} className="block">
                <Skeleton className="h-20 w-full rounded-lg" />
              </output>
            )
          ) : changes.length === 0 ? (
            <p className="text-sm text-soft">{t('restore.nothing')}</p>
          ) : (
            <ChangeList changes={changes} />
          )}
        </div>
      </DialogContent>
    </Dialog>
  )
}

/** What can't be brought back: the values of tokens. */
function TokenNotices({
  back,
  gone
}: {
  readonly back: readonly string[]
  readonly gone: readonly string[]
}) {
  const { t } = useTranslation('history')
  return (
    <>
      {back.length > 0 && (
        <Notice tone="warn" className="mb-3">
          {t('restore.tokensBack', { count: back.length, names: back.join(', ') })}
        </Notice>
      )}
      {gone.length > 0 && (
        <Notice tone="warn" className="mb-3">
          {t('restore.tokensGone', { count: gone.length, names: gone.join(', ') })}
        </Notice>
      )}
    </>
  )
}
