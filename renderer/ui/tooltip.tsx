import { Tooltip as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'

/** Wraps the whole app once: the first tooltip waits, the next ones come at once. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={400} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  )
}

/** More words for whoever points at or focuses the child. Never the only place of a fact that matters. */
export function Tooltip({
  text,
  side = 'top',
  children
}: {
  readonly text: ReactNode
  readonly side?: 'top' | 'right' | 'bottom' | 'left'
  readonly children: ReactNode
}) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-w-72 animate-fade rounded-md border border-line bg-raised px-2 py-1 text-xs text-ink shadow-raised"
        >
          {text}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
