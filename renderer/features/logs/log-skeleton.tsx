import { useTranslation } from 'react-i18next'
import { cn } from '../../ui/cn.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { HEADER_HEIGHT, ROW_GRID, ROW_HEIGHT, WIDE_ONLY } from './log-columns.ts'

const WIDTHS = ['w-4/5', 'w-3/5', 'w-11/12', 'w-2/5'] as const

/** The list while its first page is on its way: the same columns and heights. */
export function LogSkeleton() {
  const { t } = useTranslation('ui')
  return (
    <output
      aria-label={t('loading')}
      className="block @container h-full overflow-hidden [scrollbar-gutter:stable]"
    >
      <div style={{ height: HEADER_HEIGHT }} className="border-b border-line" />
      {Array.from({ length: 24 }, (_unused, row) => (
        <div key={row} style={{ height: ROW_HEIGHT }} className={cn(ROW_GRID, 'border-b border-line')}>
          <Skeleton className="h-3 w-14" />
          <Skeleton className="h-3 w-8" />
          <Skeleton className="h-3 w-32" />
          <Skeleton className={cn('h-3 w-16', WIDE_ONLY)} />
          <Skeleton className={cn('h-3', WIDTHS[row % WIDTHS.length])} />
          <Skeleton className="ml-auto h-3 w-20" />
          <Skeleton className="ml-auto h-3 w-12" />
          <Skeleton className={cn('ml-auto h-3 w-10', WIDE_ONLY)} />
          <Skeleton className="ml-auto h-3 w-10" />
        </div>
      ))}
    </output>
  )
}
