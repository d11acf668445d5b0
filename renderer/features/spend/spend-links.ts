import { bucketMs, type SpendGrouping, type SpendSpan } from './spend-view.ts'

/** The log's address for what a figure is made of: a time, and perhaps one group or only the failed ones. */
export function logsHref(
  span: { readonly from: number; readonly to: number },
  group?: { readonly by: SpendGrouping; readonly key: string },
  outcome?: 'error'
): string {
  const params = new URLSearchParams({
    since: new Date(span.from).toISOString(),
    until: new Date(span.to).toISOString()
  })
  // Requests that were refused before it was known have no name to look for.
  if (group !== undefined && group.key !== '') params.set(group.by, group.key)
  if (outcome !== undefined) params.set('outcome', outcome)
  return `/logs?${params.toString()}`
}

/** The span of one bar. */
export function bucketSpan(
  start: string,
  bucket: SpendSpan['bucket']
): { readonly from: number; readonly to: number } {
  const from = Date.parse(start)
  return { from, to: from + bucketMs(bucket) }
}
