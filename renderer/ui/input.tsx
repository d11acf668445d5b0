import type { ComponentProps } from 'react'
import { cn } from './cn.ts'

/** Clothes that every field one types into shares. */
export const FIELD_CLASSES =
  'h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink transition-colors duration-100 ' +
  'hover:border-faint/60 disabled:opacity-50 aria-invalid:border-bad read-only:bg-sunken'

/** A line of text. `mono` for addresses, ids and keys. */
export function Input({ className, mono, ...props }: ComponentProps<'input'> & { readonly mono?: boolean }) {
  return (
    <input
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      {...props}
      className={cn(FIELD_CLASSES, mono === true && 'font-mono text-xs', className)}
    />
  )
}
