import { cn } from '../../ui/cn.ts'
import { StatusDot } from '../../ui/status-dot.tsx'

/** The HTTP status that the app got, with a dot in its colour. */
export function StatusCode({ status, className }: { readonly status: number; readonly className?: string }) {
  const tone = toneOfStatus(status)
  return (
    <span className={cn('inline-flex items-center gap-1.5', tone === 'bad' && 'text-bad-ink', className)}>
      <StatusDot tone={tone} />
      {status}
    </span>
  )
}

/** How bad a status is. 499 (the app hung up) is nothing that anybody has to mend. */
export function toneOfStatus(status: number): 'good' | 'warn' | 'bad' {
  if (status === 499) return 'warn'
  return status >= 400 ? 'bad' : 'good'
}
