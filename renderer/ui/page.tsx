import { type ReactNode, useEffect } from 'react'
import { cn } from './cn.ts'

/**
 * The frame of every page: a 52 px header with title and actions, and below it the content. The content scrolls, or with
 * `fill` it gets the whole height and scrolls by itself (virtual tables). Also sets the tab's title.
 */
export function Page({
  title,
  description,
  actions,
  toolbar,
  fill,
  width = 'wide',
  children
}: {
  readonly title: string
  /** A few words beside the title, such as how many there are. */
  readonly description?: ReactNode
  readonly actions?: ReactNode
  /** A second row under the header: search and filters. */
  readonly toolbar?: ReactNode
  readonly fill?: boolean
  /** `narrow` for what is read or filled in, `wide` for tables. */
  readonly width?: 'narrow' | 'wide'
  readonly children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Gatehouse`
  }, [title])
  const column = cn('mx-auto w-full px-6', width === 'narrow' ? 'max-w-176' : 'max-w-288')
  return (
    <div className="flex h-full min-w-0 flex-col">
      <PageHeader title={title} description={description} actions={actions} fill={fill === true} />
      {toolbar !== undefined && toolbar !== false && (
        <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-6 py-2">
          {toolbar}
        </div>
      )}
      {fill === true ? (
        <div className="min-h-0 flex-1">{children}</div>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
          <div className={cn(column, 'py-6')}>{children}</div>
        </div>
      )}
    </div>
  )
}

/** Title at the left, what can be done at the right. */
function PageHeader({
  title,
  description,
  actions,
  fill
}: {
  readonly title: string
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly fill: boolean
}) {
  return (
    <header
      className={cn(
        'flex h-13 shrink-0 items-center gap-3 border-b border-line px-6',
        // Actions stand above the content's edge, scroll bar or not.
        !fill && 'overflow-hidden [scrollbar-gutter:stable]'
      )}
    >
      <h1 className="text-base font-semibold whitespace-nowrap text-ink">{title}</h1>
      {description !== undefined && (
        <span className="min-w-0 truncate text-sm text-faint">{description}</span>
      )}
      <div className="ml-auto flex shrink-0 items-center gap-2">{actions}</div>
    </header>
  )
}

/** A titled part of a page. */
export function Section({
  title,
  description,
  actions,
  children,
  className
}: {
  readonly title: string
  readonly description?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <section className={cn('mt-8 first:mt-0', className)}>
      <div className="mb-3 flex min-h-7 items-center gap-3">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold text-ink">{title}</h2>
          {description !== undefined && <p className="text-xs text-faint">{description}</p>}
        </div>
        {actions !== undefined && <div className="ml-auto flex shrink-0 items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  )
}
