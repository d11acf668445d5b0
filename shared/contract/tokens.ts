import { z } from 'zod'
import { tokenSchema } from '../config/document.ts'
import { procedure } from './common.ts'

const tokenStateSchema = z.object({
  name: z.string(),
  models: z.union([z.literal('*'), z.array(z.string())]),
  /** active: works; no-value: an entry whose value was revoked or never made. */
  state: z.enum(['active', 'expired', 'disabled', 'no-value']),
  expires: z.string().nullable(),
  payloads: z.boolean(),
  /** Where the value comes from: made here, or `env://NAME`. */
  value: z.string().nullable(),
  /** Last four characters of the value, to tell tokens apart; null for values by reference. */
  hint: z.string().nullable(),
  created: z.string().nullable(),
  last_used: z.string().nullable(),
  /** Until when the value before a rotation still works. */
  grace_until: z.string().nullable(),
  notice: z.string().nullable()
})
export type TokenState = z.infer<typeof tokenStateSchema>

/** The value is in the answer once and nowhere else. */
const madeTokenSchema = z.object({
  name: z.string(),
  token: z.string(),
  models: z.union([z.literal('*'), z.array(z.string())]),
  expires: z.string().nullable()
})
export type MadeToken = z.infer<typeof madeTokenSchema>

const entryOptions = {
  models: tokenSchema.shape.models,
  expires: tokenSchema.shape.expires,
  payloads: z.boolean().optional()
}

export const tokensContract = {
  list: procedure.output(z.array(tokenStateSchema)),
  create: procedure
    .input(z.object({ name: tokenSchema.shape.name, ...entryOptions }))
    .output(madeTokenSchema),
  /** Changes scope, expiry, payload switch or enabled; the value stays. `expires: null` takes the expiry away. */
  update: procedure
    .input(
      z.object({
        name: z.string(),
        models: tokenSchema.shape.models,
        expires: tokenSchema.shape.expires.nullable(),
        payloads: z.boolean().optional(),
        enabled: z.boolean().optional()
      })
    )
    .output(z.object({ revision: z.int() })),
  /** Ends every value of the token and removes its entry. Final: undo brings back the entry without a value. */
  revoke: procedure
    .input(z.object({ name: z.string() }))
    .output(z.object({ name: z.string(), revoked: z.literal(true) })),
  /** Makes a new value; the old one works `grace_ms` longer (0: not at all). */
  rotate: procedure.input(z.object({ name: z.string(), grace_ms: z.int().min(0) })).output(madeTokenSchema)
}
