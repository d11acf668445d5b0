import { useMemo } from 'react'
import { jsonPieces } from './pretty-body.ts'

/** Above this every piece as an element of its own would make the page slow, so it stays plain. */
const COLOURED = 48_000

const COLOURS = {
  key: 'text-accent-ink',
  string: 'text-good-ink',
  number: 'text-warn-ink',
  word: 'text-bad-ink',
  plain: undefined
} as const

/** JSON with its parts in colour; the text itself is unchanged, so it can be selected and copied as it is. */
export function JsonText({ text }: { readonly text: string }) {
  const pieces = useMemo(() => (text.length > COLOURED ? undefined : jsonPieces(text)), [text])
  if (pieces === undefined) return text
  return pieces.map((piece, index) =>
    piece.kind === 'plain' ? (
      piece.text
    ) : (
      // Pieces of one text never change places.
      <span key={index} className={COLOURS[piece.kind]}>
        {piece.text}
      </span>
    )
  )
}
