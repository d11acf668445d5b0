import type { ComponentProps } from 'react'
import { cn } from './cn.ts'
import { FIELD_CLASSES } from './input.tsx'

/** Several lines of text. */
export function Textarea({
  className,
  mono,
  ...props
}: ComponentProps<'textarea'> & { readonly mono?: boolean }) {
  return (
    <textarea
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      className={cn(FIELD_CLASSES, 'h-auto py-1.5', mono === true && 'font-mono text-xs', className)}
    />
  )
}
