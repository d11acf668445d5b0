import { cn } from './cn.ts'

export interface SparkBar {
  readonly key: string
  readonly value: number
  /** Read out and shown on hover, such as "14:00: 23 requests". */
  readonly label: string
  /** The part of `value` to draw in the colour of trouble. */
  readonly bad?: number
}

/** Small bars over time, drawn by hand so that a page with one loads no chart library. `label` says what it shows. */
export function Sparkline({
  bars,
  label,
  height = 48,
  className
}: {
  readonly bars: readonly SparkBar[]
  readonly label: string
  readonly height?: number
  readonly className?: string
}) {
  const top = Math.max(1, ...bars.map((bar) => bar.value))
  return (
    <figure aria-label={label} style={{ height }} className={cn('flex items-end gap-0.5', className)}>
      {bars.map((bar) => (
        <div
          key={bar.key}
          aria-hidden
          title={bar.label}
          className="group flex h-full min-w-0 flex-1 flex-col justify-end rounded-sm hover:bg-hover"
        >
          {bar.value > 0 ? (
            <div
              style={{ height: `${Math.max(6, (bar.value / top) * 100)}%` }}
              className="flex min-h-0 flex-col overflow-hidden rounded-[2px] bg-accent/75 group-hover:bg-accent"
            >
              {bar.bad !== undefined && bar.bad > 0 && (
                <div style={{ height: `${(bar.bad / bar.value) * 100}%` }} className="bg-bad" />
              )}
            </div>
          ) : (
            <div className="h-0.5 rounded-full bg-line" />
          )}
        </div>
      ))}
    </figure>
  )
}
