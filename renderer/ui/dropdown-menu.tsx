import { DropdownMenu as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Root of a menu. */
export function DropdownMenu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root {...props} />
}

export function DropdownMenuTrigger(props: ComponentProps<typeof Primitive.Trigger>) {
  return <Primitive.Trigger {...props} />
}

export function DropdownMenuContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={4}
        collisionPadding={8}
        align="end"
        {...props}
        className={cn(
          'z-50 min-w-44 animate-rise rounded-lg border border-line bg-raised p-1 shadow-raised',
          className
        )}
      />
    </Primitive.Portal>
  )
}

/** One thing to do: icon, words. `tone="bad"` for what ends or deletes. */
export function DropdownMenuItem({
  tone,
  className,
  ...props
}: ComponentProps<typeof Primitive.Item> & { readonly tone?: 'bad' }) {
  return (
    <Primitive.Item
      {...props}
      className={cn(
        'flex items-center gap-2 rounded-md px-2 py-1.5 text-sm outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover',
        tone === 'bad' ? 'text-bad-ink [&_svg]:text-bad-ink' : 'text-ink [&_svg]:text-faint',
        '[&_svg]:size-3.5',
        className
      )}
    />
  )
}

export function DropdownMenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-line" />
}
