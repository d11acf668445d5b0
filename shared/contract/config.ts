import { z } from 'zod'
import { documentSchema } from '../config/document.ts'
import { changeSchema, newTokenSchema, procedure } from './common.ts'

const revisionSchema = z.object({
  revision: z.int(),
  time: z.string(),
  /** Who made it: `window`, `cli`, `apply`, `undo`. */
  by: z.string(),
  /** What it did, in a few words. */
  summary: z.string()
})
export type Revision = z.infer<typeof revisionSchema>

const applyResultSchema = z.object({
  /** The revision in force afterwards (unchanged where nothing changed or with `dry_run`). */
  revision: z.int(),
  changed: z.boolean(),
  diff: z.array(changeSchema),
  tokens: z.array(newTokenSchema),
  /** What the person should know: a missing environment variable, a token without a value. */
  notices: z.array(z.string())
})
export type ApplyResult = z.infer<typeof applyResultSchema>

export const configContract = {
  get: procedure.output(z.object({ revision: z.int(), document: documentSchema })),
  /** Applies a YAML (or JSON) text: whole or not at all. */
  apply: procedure
    .input(z.object({ text: z.string(), dry_run: z.boolean(), prune: z.boolean(), by: z.string().max(40) }))
    .output(applyResultSchema),
  /** The document in force, as YAML, without any secret. */
  export: procedure.output(z.object({ revision: z.int(), yaml: z.string() })),
  /** Newest first. */
  revisions: procedure
    .input(z.object({ before: z.int().optional(), limit: z.int().min(1).max(200) }))
    .output(z.array(revisionSchema)),
  /** One revision with what it changed. */
  revision: procedure.input(z.object({ revision: z.int() })).output(
    z.object({
      meta: revisionSchema,
      document: documentSchema,
      yaml: z.string(),
      changes: z.array(changeSchema)
    })
  ),
  /** Makes the document of an older revision the newest one. */
  restore: procedure.input(z.object({ revision: z.int() })).output(applyResultSchema)
}
