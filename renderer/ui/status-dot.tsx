import { cn } from './cn.ts'

export type Tone = 'good' | 'warn' | 'bad' | 'neutral'

const COLOURS: Readonly<Record<Tone, string>> = {
  good: 'bg-good',
  warn: 'bg-warn',
  bad: 'bg-bad',
  neutral: 'bg-line-strong'
}

/** A dot that repeats in colour what words beside it say. */
export function StatusDot({ tone, className }: { readonly tone: Tone; readonly className?: string }) {
  return (
    <span
      aria-hidden
      className={cn('inline-block size-1.5 shrink-0 rounded-full', COLOURS[tone], className)}
    />
  )
}
