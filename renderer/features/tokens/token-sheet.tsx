import { useState } from 'react'
import type { MadeToken, TokenState } from '../../../shared/contract/index.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { MadeTokenPanel } from './made-token-panel.tsx'
import { TokenForm } from './token-form.tsx'

/** The panel that makes or edits a token, and that shows a value once: after making and after rotating. */
export function TokenSheet({
  open,
  token,
  rotated,
  taken,
  onClose
}: {
  readonly open: boolean
  /** The token to edit; null for a new one. */
  readonly token: TokenState | null
  /** A value that was just made by a rotation. */
  readonly rotated: MadeToken | null
  readonly taken: readonly string[]
  readonly onClose: () => void
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      {open && <SheetBody token={token} rotated={rotated} taken={taken} onClose={onClose} />}
    </Dialog>
  )
}

function SheetBody({
  token,
  rotated,
  taken,
  onClose
}: {
  readonly token: TokenState | null
  readonly rotated: MadeToken | null
  readonly taken: readonly string[]
  readonly onClose: () => void
}) {
  const [made, setMade] = useState<MadeToken | null>(null)
  const value = rotated ?? made
  if (value !== null) return <MadeTokenPanel made={value} rotated={rotated !== null} onClose={onClose} />
  return <TokenForm token={token} taken={taken} onMade={setMade} onClose={onClose} />
}
