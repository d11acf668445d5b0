import { useTranslation } from 'react-i18next'
import type { TokenState } from '../../../shared/contract/index.ts'
import { Dialog, SheetContent } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TOKEN_PLACEHOLDER } from './snippets.ts'
import { Snippets } from './snippets-view.tsx'

/** Settings for apps without a value at hand: the placeholder stands where it belongs. */
export function SnippetsSheet({
  open,
  token,
  onClose
}: {
  readonly open: boolean
  /** The token whose models to offer; null: all models. */
  readonly token: TokenState | null
  readonly onClose: () => void
}) {
  const { t } = useTranslation('tokens')
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      {open && (
        <SheetContent title={t('snippets.title')} description={t('snippets.text')} className="max-w-150">
          <Notice className="mb-4">
            {t('snippets.placeholderNote', { placeholder: TOKEN_PLACEHOLDER })}
          </Notice>
          <Snippets token={TOKEN_PLACEHOLDER} scope={token?.models ?? '*'} />
        </SheetContent>
      )}
    </Dialog>
  )
}
