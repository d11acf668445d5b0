import { oc } from '@orpc/contract'
import { z } from 'zod'

const issueSchema = z.object({ line: z.int().optional(), field: z.string(), message: z.string() })

/** What an error carries besides its code and message: the single things that are wrong, where there are any. */
export const errorDataSchema = z.object({ issues: z.array(issueSchema) })

/** The base of every procedure: a refusal keeps the code, status and message of `shared/errors.ts`. */
export const procedure = oc

/** One change between two documents. */
export const changeSchema = z.object({
  /** Such as `accounts.cerebras-main.models`. */
  path: z.string(),
  kind: z.enum(['added', 'removed', 'changed']),
  before: z.unknown(),
  after: z.unknown(),
  /** The change in words, for people. */
  text: z.string()
})
export type Change = z.infer<typeof changeSchema>

/** A token value that was just made: shown once, kept nowhere. */
export const newTokenSchema = z.object({ name: z.string(), token: z.string() })

export const okSchema = z.object({ ok: z.literal(true) })
