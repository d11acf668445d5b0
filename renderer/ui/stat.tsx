import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { cn } from './cn.ts'
import { Skeleton } from './skeleton.tsx'

/** One figure with its name, linked to what it is made of. The height is the same with and without a note. */
export function Stat({
  label,
  value,
  note,
  href,
  loading,
  className
}: {
  readonly label: string
  /** The figure with its unit. */
  readonly value: ReactNode
  /** A line that gives the figure its meaning: the change, the share. */
  readonly note?: ReactNode
  /** Where the figure's parts are. */
  readonly href?: string
  readonly loading?: boolean
  readonly className?: string
}) {
  const body = (
    <>
      <span className="text-xs text-faint">{label}</span>
      <span className="mt-1 text-xl font-semibold tracking-tight text-ink tabular-nums">
        {loading === true ? <Skeleton className="my-1 h-5 w-20" /> : value}
      </span>
      <span
        title={typeof note === 'string' ? note : undefined}
        className="mt-0.5 min-h-4 truncate text-xs text-faint"
      >
        {loading === true ? <Skeleton className="mt-1 h-2.5 w-14" /> : note}
      </span>
    </>
  )
  const classes = cn('flex min-w-0 flex-col px-3.5 py-3', className)
  if (href === undefined) return <div className={classes}>{body}</div>
  return (
    <Link
      href={href}
      className={cn(classes, 'outline-offset-[-2px] transition-colors duration-100 hover:bg-hover')}
    >
      {body}
    </Link>
  )
}
