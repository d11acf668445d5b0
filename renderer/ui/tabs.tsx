import { Tabs as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Root of a tab set: `value`, `onValueChange`, or `defaultValue`. */
export function Tabs(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root {...props} />
}

/** The row of tabs, on a hairline. */
export function TabsList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  return (
    <Primitive.List
      {...props}
      className={cn(
        'flex h-9 shrink-0 items-stretch gap-4 overflow-x-auto border-b border-line [scrollbar-width:none]',
        className
      )}
    />
  )
}

export function Tab({ className, ...props }: ComponentProps<typeof Primitive.Trigger>) {
  return (
    <Primitive.Trigger
      {...props}
      className={cn(
        '-mb-px inline-flex shrink-0 items-center gap-1.5 border-b-2 border-transparent px-0.5 text-sm font-medium whitespace-nowrap text-faint',
        'transition-colors duration-100 outline-offset-[-2px] hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink',
        className
      )}
    />
  )
}

export function TabsContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content {...props} className={cn('outline-offset-4', className)} />
}
