import { Fragment } from 'react'

/** A sentence of the server: what stands in backticks is a command or a name, and is set as one. */
export function Message({ text }: { readonly text: string }) {
  return text.split('`').map((piece, index) =>
    index % 2 === 1 ? (
      <code key={index} className="rounded-sm bg-selected px-1 py-px font-mono text-[0.92em]">
        {piece}
      </code>
    ) : (
      <Fragment key={index}>{piece}</Fragment>
    )
  )
}
