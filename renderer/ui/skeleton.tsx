import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

/** A grey shape where something will be, in its size, so that nothing jumps when it comes. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={cn('animate-shimmer rounded-sm bg-selected', className)} />
}

/** Rows of a table that is on its way; `height` is that of the real rows, `header` adds the place of its head. */
export function SkeletonRows({
  rows = 6,
  height = 40,
  header
}: {
  readonly rows?: number
  readonly height?: number
  readonly header?: boolean
}) {
  const { t } = useTranslation('ui')
  return (
    <output aria-label={t('loading')} className="block rounded-lg border border-line bg-surface">
      {header === true && <div className="h-[33px] border-b border-line" />}
      {Array.from({ length: rows }, (_, row) => (
        <div
          key={row}
          style={{ height }}
          className="flex items-center gap-4 border-b border-line px-3 last:border-b-0"
        >
          <Skeleton className="size-4 rounded-sm" />
          <Skeleton className={cn('h-3', ['w-40', 'w-52', 'w-32'][row % 3])} />
          <Skeleton className="ml-auto h-3 w-16" />
          <Skeleton className="h-3 w-12" />
        </div>
      ))}
    </output>
  )
}
