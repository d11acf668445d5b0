import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

const styles = cva(
  'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-2xs font-medium whitespace-nowrap [&_svg]:size-3',
  {
    variants: {
      tone: {
        neutral: 'bg-selected text-soft',
        accent: 'bg-accent-soft text-accent-ink',
        good: 'bg-good-soft text-good-ink',
        warn: 'bg-warn-soft text-warn-ink',
        bad: 'bg-bad-soft text-bad-ink'
      }
    },
    defaultVariants: { tone: 'neutral' }
  }
)

/** A word about the thing beside it: its state, its kind. Colour is never the only difference. */
export function Badge({ tone, className, ...props }: ComponentProps<'span'> & VariantProps<typeof styles>) {
  return <span {...props} className={cn(styles({ tone }), className)} />
}
