import { useTranslation } from 'react-i18next'
import { Skeleton } from '../../ui/skeleton.tsx'

/** The page while the list of revisions is on its way. */
export function HistorySkeleton() {
  const { t } = useTranslation('ui')
  return (
    <output aria-label={t('loading')} className="flex h-full">
      <span className="block h-full w-80 shrink-0 border-r border-line px-5 pt-11 max-lg:w-64">
        {['w-44', 'w-52', 'w-36', 'w-48', 'w-40', 'w-44'].map((width, index) => (
          <span key={`${width}-${index}`} className="mb-6 flex gap-3">
            <Skeleton className="size-6 rounded-full" />
            <span className="flex-1">
              <Skeleton className={`mt-1 h-3 ${width}`} />
              <Skeleton className="mt-2 h-2.5 w-24" />
            </span>
          </span>
        ))}
      </span>
      <span className="block flex-1 px-6 pt-5">
        <Skeleton className="my-1 h-4 w-72" />
        <Skeleton className="mt-3 h-3 w-56" />
        <Skeleton className="mt-10 h-24 w-full rounded-lg" />
      </span>
    </output>
  )
}
