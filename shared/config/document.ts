import { z } from 'zod'

/**
 * The configuration document: everything but secrets and logs, as one value. `gatehouse apply` reads it from YAML, the
 * window edits it, each change of it is a revision. Strict: an unknown field is an error, so a typing slip is not lost.
 */

/** Names go into model names (`account/model`) and key stores, so they hold no slash, space or leading `@`. */
const nameSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'expected 1 to 64 letters, digits, dots, dashes or underscores, starting with a letter or digit'
  )

/** Where a secret value is kept: `keychain://NAME` (the key store) or `env://NAME` (the serving process's environment). */
export const secretReferenceSchema = z
  .string()
  .regex(
    /^(keychain|env):\/\/[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'expected keychain://NAME or env://NAME; a key itself does not belong in a file: store it with `gatehouse secret set NAME`'
  )

const usdSchema = z.number().min(0, 'expected 0 or more USD').max(1_000_000)

/** USD per million tokens; `request` is USD a request. Leaving a field out means "not billed apart". */
export const priceSchema = z.strictObject({
  input: usdSchema,
  output: usdSchema,
  cache_read: usdSchema.optional(),
  cache_write: usdSchema.optional(),
  reasoning: usdSchema.optional(),
  request: usdSchema.optional()
})

export const MODEL_TYPES = [
  'chat',
  'embedding',
  'image',
  'speech',
  'transcription',
  'moderation',
  'rerank'
] as const

const modelIdSchema = z
  .string()
  .min(1, 'expected a model id')
  .max(200)
  .regex(/^\S+$/, 'expected a model id without spaces')

export const modelEntrySchema = z.strictObject({
  id: modelIdSchema,
  /** The id to send to the provider, where it differs. */
  upstream_id: modelIdSchema.optional(),
  type: z.enum(MODEL_TYPES).optional(),
  price: priceSchema.optional()
})

const modelSchema = z.union([modelIdSchema, modelEntrySchema], {
  error: 'expected a model id, "*" or { id, upstream_id, type, price }'
})

/** Ids, `{id, ...}` entries, or `"*"` for whatever the provider offers (alone or among entries that carry prices). */
const modelsSchema = z.union([z.literal('*'), z.array(modelSchema)], {
  error: 'expected "*" or a list of model ids or { id, upstream_id, type, price } entries'
})

export const accountSchema = z.strictObject({
  name: nameSchema,
  /** A provider of the catalogue, such as `cerebras`, or `openai-compatible`. */
  provider: z.string().min(1),
  base_url: z.string().optional(),
  api_key: secretReferenceSchema.optional(),
  api_keys: z.array(secretReferenceSchema).min(1).optional(),
  /** Extra headers for the provider; a value may be a secret reference. */
  headers: z.record(z.string(), z.string()).optional(),
  aliases: z.array(nameSchema).optional(),
  models: modelsSchema.optional(),
  enabled: z.boolean().optional(),
  /** Allows a link-local or cloud metadata address as base URL. */
  allow_link_local: z.boolean().optional()
})

const scopeSchema = z.union([z.literal('*'), z.array(z.string().min(1))], {
  error: 'expected "*" or a list of model names or patterns such as "cerebras-main/*"'
})

export const tokenSchema = z.strictObject({
  name: nameSchema,
  /** What the token may use: patterns over `account/model`; left out: all models. */
  models: scopeSchema.optional(),
  /** When the token stops working: ISO 8601. */
  expires: z.iso
    .datetime({ offset: true, error: 'expected an ISO 8601 time such as 2027-01-31T00:00:00Z' })
    .optional(),
  /** The token's value by reference, 16 characters or more; left out: Gatehouse makes one and prints it once. */
  value: secretReferenceSchema.optional(),
  /** false: the bodies of this token's requests are not stored. */
  payloads: z.boolean().optional(),
  enabled: z.boolean().optional()
})

export const documentSchema = z.strictObject({
  version: z.literal(1, { error: 'expected 1' }),
  accounts: z.array(accountSchema).optional(),
  tokens: z.array(tokenSchema).optional()
})

export type Price = z.infer<typeof priceSchema>
export type ModelEntry = z.infer<typeof modelEntrySchema>
export type Account = z.infer<typeof accountSchema>
export type Token = z.infer<typeof tokenSchema>
export type ConfigDocument = z.infer<typeof documentSchema>

export { EMPTY_DOCUMENT, modelsOf } from './models-of.ts'
