import { ORPCError } from '@orpc/client'
import { t } from 'i18next'

/** One thing that is wrong with a field. */
export interface ControlIssue {
  readonly field: string
  readonly message: string
}

/** A refusal as the window shows it. `code` is one of `shared/errors.ts`, or `unreachable`, or `unexpected`. */
export interface ControlError {
  readonly code: string
  /** What happened and what to do next. */
  readonly message: string
  readonly issues: readonly ControlIssue[]
}

/** Text of a property of an unknown value; undefined where there is none. */
function textOf(value: object, name: string): string | undefined {
  const found: unknown = Reflect.get(value, name)
  return typeof found === 'string' ? found : undefined
}

/** The issues in an error's data. Our own name the `field`; a refused input of the contract comes with zod's `path`. */
function issuesOf(data: unknown): readonly ControlIssue[] {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues))
    return []
  return data.issues.flatMap((issue: unknown) => {
    if (typeof issue !== 'object' || issue === null) return []
    const path: unknown = Reflect.get(issue, 'path')
    const field = textOf(issue, 'field') ?? (Array.isArray(path) ? path.join('.') : '')
    return [{ field, message: textOf(issue, 'message') ?? '' }]
  })
}

/** Reads whatever a call threw. */
export function decodeError(error: unknown): ControlError {
  if (error instanceof ORPCError) {
    return { code: error.code, message: error.message, issues: issuesOf(error.data) }
  }
  // `fetch` rejects with a TypeError and nothing else when no answer came.
  if (error instanceof TypeError) return { code: 'unreachable', message: t('ui:unreachable'), issues: [] }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'unexpected', message: t('ui:unexpected', { message }), issues: [] }
}

/** The issue of a field, by the last part of its path: `accounts[0].base_url` is about `base_url`. */
export function issueOf(error: ControlError | null, field: string): string | undefined {
  return error?.issues.find(
    (issue) =>
      issue.field
        .split(/[.[\]]+/)
        .filter(Boolean)
        .at(-1) === field
  )?.message
}
