import { Switch as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** On or off, at once. */
export function Switch({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      {...props}
      className={cn(
        'inline-flex h-[18px] w-[30px] shrink-0 items-center rounded-full border border-transparent bg-line-strong p-px transition-colors duration-150',
        'enabled:hover:brightness-95 disabled:opacity-50 data-[state=checked]:bg-accent',
        className
      )}
    >
      <Primitive.Thumb className="size-3.5 rounded-full bg-on-accent transition-transform duration-150 data-[state=checked]:translate-x-3" />
    </Primitive.Root>
  )
}
