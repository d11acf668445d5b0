import { useTranslation } from 'react-i18next'
import type { TextPiece } from './arrange-conversation.ts'
import { MessageText } from './message-text.tsx'
import { PartMarks } from './part-marks.tsx'

/**
 * What somebody said. Several pieces are one text that the provider cut up at its sources: they run on, each with the
 * numbers of its own.
 */
export function TextView({ pieces }: { readonly pieces: readonly TextPiece[] }) {
  const [only] = pieces
  if (only === undefined) return null
  return (
    <>
      {pieces.length === 1 ? (
        <>
          <MessageText text={only.part.text} />
          {only.sources.length > 0 && (
            <p className="-mt-2">
              <SourceMarks numbers={only.sources} />
            </p>
          )}
        </>
      ) : (
        <p className="break-words whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
          {pieces.map(({ part, sources }, index) => (
            // Pieces of one text never change places.
            <span key={index}>
              {part.text}
              {sources.length > 0 && <SourceMarks numbers={sources} />}
            </span>
          ))}
        </p>
      )}
      {pieces.map(({ part }, index) => (
        <PartMarks key={index} part={part} />
      ))}
    </>
  )
}

/** Which of the sources listed under the message stand behind a text. */
function SourceMarks({ numbers }: { readonly numbers: readonly number[] }) {
  const { t } = useTranslation('logs')
  return (
    <span
      title={t('sources.marks', { numbers: numbers.join(', ') })}
      className="whitespace-nowrap select-none"
    >
      <span className="sr-only">{t('sources.marks', { numbers: numbers.join(', ') })}</span>
      {numbers.map((number) => (
        <span
          key={number}
          aria-hidden
          className="ml-0.5 rounded-sm bg-accent-soft px-1 align-[1px] text-2xs font-medium text-accent-ink"
        >
          {number}
        </span>
      ))}
    </span>
  )
}
