import { ORPCError } from '@orpc/client'
import { t } from 'i18next'
import { z } from 'zod'

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

// Our own refusals name the `field`; a refused input of the contract comes with zod's `path`.
const dataSchema = z.object({
  issues: z.array(
    z.object({
      field: z.string().optional(),
      path: z.array(z.union([z.string(), z.number()])).optional(),
      message: z.string()
    })
  )
})

/** Reads whatever a call threw. */
export function decodeError(error: unknown): ControlError {
  if (error instanceof ORPCError) {
    const data = dataSchema.safeParse(error.data)
    const issues = data.success
      ? data.data.issues.map((issue) => ({
          field: issue.field ?? (issue.path ?? []).join('.'),
          message: issue.message
        }))
      : []
    return { code: error.code, message: error.message, issues }
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
