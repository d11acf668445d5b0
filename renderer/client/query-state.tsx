import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '../ui/error-state.tsx'
import { decodeError } from './control-error.ts'

/** The three states of what is asked for: its skeleton, its error with another try, or the data. */
export function QueryState<Data>({
  query,
  loading,
  onRetry,
  children
}: {
  readonly query: UseQueryResult<Data>
  readonly loading: ReactNode
  /** Where one question is not all that has to be asked again. */
  readonly onRetry?: () => void
  readonly children: (data: Data) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) {
    return (
      <ErrorState
        message={decodeError(query.error).message}
        retrying={query.isFetching}
        onRetry={onRetry ?? (() => void query.refetch())}
      />
    )
  }
  return loading
}
