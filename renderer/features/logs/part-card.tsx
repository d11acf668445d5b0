import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '../../ui/cn.ts'

/** The frame of what a model did rather than said: a head that names it, and its sections below. */
export function PartCard({
  icon: Icon,
  title,
  aside,
  children,
  className
}: {
  readonly icon: LucideIcon
  readonly title: ReactNode
  /** At the right of the head. */
  readonly aside?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <div className={cn('overflow-hidden rounded-lg border border-line bg-surface', className)}>
      <div className="flex h-8 items-center gap-2 border-b border-line bg-sunken pr-1 pl-3 text-xs last:border-b-0">
        <Icon aria-hidden className="size-3.5 shrink-0 text-faint" />
        {title}
        <span className="ml-auto flex min-w-0 items-center gap-2">{aside}</span>
      </div>
      {children}
    </div>
  )
}
