/** A note with the names in it (`in backticks` or "in quotes") set as code where they are in backticks. */
export function NoteText({ text }: { readonly text: string }) {
  return text.split(/(`[^`]+`)/).map((piece, index) =>
    piece.length > 2 && piece.startsWith('`') && piece.endsWith('`') ? (
      // Pieces of one note never change places.
      <code key={index} className="rounded-sm bg-sunken px-1 font-mono text-2xs text-ink">
        {piece.slice(1, -1)}
      </code>
    ) : (
      piece
    )
  )
}
