import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx'

/** The page while its first figures are on their way, in the heights that they will have. */
export function SpendSkeleton() {
  return (
    <div>
      <Skeleton className="mb-7 h-6 w-3/5" />
      <div className="mb-6 grid grid-cols-2 rounded-lg border border-line bg-surface md:grid-cols-5">
        {['a', 'b', 'c', 'd', 'e'].map((tile) => (
          <div key={tile} className="px-4 py-3">
            <Skeleton className="my-0.5 h-3 w-14" />
            <Skeleton className="my-2 h-5 w-20" />
            <Skeleton className="h-3 w-16" />
          </div>
        ))}
      </div>
      <div className="mb-8 rounded-lg border border-line bg-surface p-4">
        <Skeleton className="mb-4 h-3 w-64" />
        <div className="flex h-[256px] items-end gap-3">
          {[42, 70, 55, 88, 34, 61, 47].map((height) => (
            <div key={height} style={{ height: `${height}%` }} className="flex-1">
              <Skeleton className="h-full" />
            </div>
          ))}
        </div>
      </div>
      <SkeletonRows rows={5} />
    </div>
  )
}
