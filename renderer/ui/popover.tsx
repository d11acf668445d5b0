import { Popover as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Root: `open`, `onOpenChange`, or left alone. */
export function Popover(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root {...props} />
}

export function PopoverTrigger(props: ComponentProps<typeof Primitive.Trigger>) {
  return <Primitive.Trigger {...props} />
}

/** A small panel beside what opened it. */
export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={4}
        collisionPadding={8}
        align="start"
        {...props}
        className={cn(
          'z-50 animate-rise rounded-lg border border-line bg-raised p-3 text-sm text-ink shadow-raised outline-none',
          className
        )}
      />
    </Primitive.Portal>
  )
}
