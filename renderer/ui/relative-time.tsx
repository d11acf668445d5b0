import { formatDateTime, formatRelative } from './format.ts'
import { Tooltip } from './tooltip.tsx'
import { useNow } from './use-now.ts'

/** How long ago or ahead an ISO time is; the exact time in its tooltip. Moves on by itself. */
export function RelativeTime({ iso, className }: { readonly iso: string; readonly className?: string }) {
  const now = useNow()
  return (
    <Tooltip text={formatDateTime(iso)}>
      <time dateTime={iso} className={className}>
        {formatRelative(iso, now)}
      </time>
    </Tooltip>
  )
}
