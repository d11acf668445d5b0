import { useTranslation } from 'react-i18next'
import type { TextPiece } from './arrange-conversation.ts'
import { MessageText } from './message-text.tsx'
import { PartMarks } from './part-marks.tsx'

/** Longer texts are clipped and have their code set apart, so they don't run on. */
const RUNS_ON = 20_000

/**
 * What somebody said. Several pieces are one text that the provider cut up at its sources: they run on, each with the
 * numbers of its own.
 */
export function TextView({ pieces }: { readonly pieces: readonly TextPiece[] }) {
  return (
    <>
      {runOn(pieces) ? (
        <p className="break-words whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">
          {pieces.map(({ part, sources }, index) => (
            // Pieces of one text never change places.
            <span key={index}>
              {part.text}
              <SourceMarks numbers={sources} />
            </span>
          ))}
        </p>
      ) : (
        pieces.map(({ part, sources }, index) => (
          <div key={index}>
            <MessageText text={part.text} />
            <SourceMarks numbers={sources} />
          </div>
        ))
      )}
      {pieces.map(({ part }, index) => (
        <PartMarks key={index} part={part} />
      ))}
    </>
  )
}

/** Whether the pieces stand in one paragraph: where there are sources in it, and no code that needs its columns. */
function runOn(pieces: readonly TextPiece[]): boolean {
  const cited = pieces.some(({ sources }) => sources.length > 0)
  const length = pieces.reduce((sum, { part }) => sum + part.text.length, 0)
  return cited && length <= RUNS_ON && !pieces.some(({ part }) => /^\s{0,3}(?:```|~~~)/m.test(part.text))
}

/** Which of the sources listed under the message stand behind a text. */
function SourceMarks({ numbers }: { readonly numbers: readonly number[] }) {
  const { t } = useTranslation('logs')
  if (numbers.length === 0) return null
  const words = t('sources.marks', { numbers: numbers.join(', ') })
  return (
    <span title={words} className="whitespace-nowrap select-none">
      <span className="sr-only">{words}</span>
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
