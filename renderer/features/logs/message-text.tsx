import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CopyButton } from '../../ui/copy-button.tsx'
import { ClippedText } from './clipped-text.tsx'
import { splitFences } from './split-fences.ts'

/** Above this a text is not searched for code: it is some file's content, shown as it is. */
const READ = 100_000

/** What somebody said, its code set in columns. */
export function MessageText({ text }: { readonly text: string }) {
  const { t } = useTranslation('logs')
  const blocks = useMemo(() => (text.length > READ ? undefined : splitFences(text)), [text])
  if (blocks === undefined) return <ClippedText text={text} />
  return (
    <div className="flex flex-col gap-2">
      {blocks.map((block, index) =>
        block.kind === 'text' ? (
          // Blocks of one text never change places.
          <div key={index}>
            <ClippedText text={block.text.replace(/^\n+|\n+$/g, '')} />
          </div>
        ) : (
          <div key={index} className="relative rounded-lg border border-line bg-sunken px-3 py-2 pr-10">
            {block.language !== '' && <div className="mb-1 text-2xs text-faint">{block.language}</div>}
            <ClippedText text={block.text} mono json={block.language === 'json'} />
            <CopyButton
              text={block.text}
              label={t('conversation.copyCode')}
              className="absolute top-1 right-1 bg-sunken"
            />
          </div>
        )
      )}
    </div>
  )
}
