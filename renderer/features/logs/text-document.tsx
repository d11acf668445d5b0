import { Download, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formatBytes } from '../../ui/format.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { ClippedText } from './clipped-text.tsx'
import { fileNameOf } from './data-url.ts'
import { Fold } from './fold.tsx'
import { saveText } from './save-file.ts'

/** A document that was given as plain text: its name, and its words on request. */
export function TextDocument({ name, text }: { readonly name: string | undefined; readonly text: string }) {
  const { t } = useTranslation('logs')
  const bytes = new TextEncoder().encode(text).length
  const fileName = fileNameOf(name, 'document', 'text/plain')
  return (
    <div className="flex w-full min-w-72 items-start gap-2.5 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-3">
      <FileText aria-hidden className="mt-1 size-4 shrink-0 text-faint" />
      <Fold
        className="min-w-0 flex-1 py-1"
        title={name ?? t('media.document')}
        note={`${formatBytes(bytes)} · ${text.trim().slice(0, 120).replaceAll(/\s+/g, ' ')}`}
      >
        <ClippedText text={text} className="text-soft" limit={4000} lines={60} />
      </Fold>
      <IconButton
        label={t('media.save', { name: fileName })}
        onClick={() => {
          saveText(text, fileName)
        }}
      >
        <Download aria-hidden />
      </IconButton>
    </div>
  )
}
