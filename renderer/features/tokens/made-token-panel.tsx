import { useTranslation } from 'react-i18next'
import type { MadeToken } from '../../../shared/contract/index.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { SheetContent } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Snippets } from './snippets-view.tsx'

/** A token's value, once, with what to do with it. */
export function MadeTokenPanel({
  made,
  rotated,
  onClose
}: {
  readonly made: MadeToken
  readonly rotated: boolean
  readonly onClose: () => void
}) {
  const { t } = useTranslation('tokens')
  return (
    <SheetContent
      title={rotated ? t('made.rotatedTitle', { name: made.name }) : t('made.title', { name: made.name })}
      className="max-w-150"
      // A stray click or key must not take away what can't be shown again.
      onInteractOutside={(event) => {
        event.preventDefault()
      }}
      onEscapeKeyDown={(event) => {
        event.preventDefault()
      }}
      footer={<Button onClick={onClose}>{t('made.close')}</Button>}
    >
      <div className="rounded-lg border border-line bg-sunken p-3">
        <div className="text-xs text-faint">{t('made.value')}</div>
        <div className="mt-1 flex items-center gap-3">
          <code className="min-w-0 flex-1 font-mono text-sm break-all text-ink select-all">{made.token}</code>
          <CopyButton text={made.token} label={t('made.copy')} showLabel variant="primary" />
        </div>
      </div>
      <Notice tone="warn" className="mt-3">
        {t('made.text')}
      </Notice>
      <h3 className="mt-6 mb-3 text-sm font-semibold text-ink">{t('made.next')}</h3>
      <Snippets token={made.token} scope={made.models} />
    </SheetContent>
  )
}
