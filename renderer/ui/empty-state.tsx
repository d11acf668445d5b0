import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn.ts'

/** What a page shows when there is nothing yet: what will be here, and the way to it. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  className
}: {
  readonly icon: LucideIcon
  readonly title: string
  /** One or two sentences. */
  readonly children?: ReactNode
  readonly action?: ReactNode
  readonly className?: string
}) {
  return (
    <div className={cn('flex flex-col items-center justify-center px-6 py-16 text-center', className)}>
      <div className="mb-4 flex size-10 items-center justify-center rounded-lg border border-line bg-surface">
        <Icon aria-hidden className="size-[18px] text-faint" strokeWidth={1.75} />
      </div>
      <h2 className="text-base font-semibold text-ink">{title}</h2>
      {children !== undefined && (
        <div className="mt-1 max-w-100 text-sm text-balance text-faint">{children}</div>
      )}
      {action !== undefined && <div className="mt-5 flex gap-2">{action}</div>}
    </div>
  )
}
