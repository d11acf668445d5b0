import { z } from 'zod'
import { DIALECT_IDS } from '../domain/dialect.ts'

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
  request: z.number().min(0, 'expected 0 or more USD').max(1000, 'expected at most 1000 USD').optional()
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
  id: modelIdSchema.describe('The id that apps ask for, after the account and a slash.'),
  upstream_id: modelIdSchema.optional().describe('The id to send to the provider, where it differs.'),
  type: z.enum(MODEL_TYPES).optional().describe('What it is for; left out: chat.'),
  price: priceSchema.optional().describe("USD per million tokens, instead of the bundled catalogue's price.")
})

const modelSchema = z.union([modelIdSchema, modelEntrySchema], {
  error: 'expected a model id, "*" or { id, upstream_id, type, price }'
})

/** Ids, `{id, ...}` entries, or `"*"` for whatever the provider offers (alone or among entries that carry prices). */
const modelsSchema = z.union([z.literal('*'), z.array(modelSchema)], {
  error: 'expected "*" or a list of model ids or { id, upstream_id, type, price } entries'
})

/** Static keys of AWS. */
const awsKeysSchema = z.strictObject({
  access_key_id: secretReferenceSchema.describe('keychain://NAME or env://NAME.'),
  secret_access_key: secretReferenceSchema.describe('keychain://NAME or env://NAME.'),
  session_token: secretReferenceSchema.optional().describe('Where the keys are temporary ones.')
})

export const accountSchema = z.strictObject({
  name: nameSchema.describe('Stands before the slash of a model name.'),
  provider: z
    .string()
    .min(1, 'expected a provider')
    .describe('A provider of the catalogue, such as cerebras, or openai-compatible.'),
  base_url: z
    .string()
    .optional()
    .describe("Address of the server, with or without its version; left out: the provider's own."),
  dialects: z
    .array(z.enum(DIALECT_IDS))
    .min(1, 'expected at least one dialect')
    .optional()
    .describe(
      'What the server speaks, the one first that requests in others are translated to; left out: what its provider is known to.'
    ),
  api_key: secretReferenceSchema.optional().describe('keychain://NAME or env://NAME.'),
  api_keys: z.array(secretReferenceSchema).min(1).optional().describe('Several keys instead of api_key.'),
  aws: awsKeysSchema
    .optional()
    .describe('Keys of AWS that requests are signed with, instead of api_key (AWS Bedrock).'),
  region: z
    .string()
    .regex(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/, 'expected a region such as eu-central-1')
    .optional()
    .describe('Region of AWS that the account is in (AWS Bedrock); stands for base_url.'),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .describe('Extra headers for the provider; a value may be a secret reference.'),
  aliases: z
    .array(nameSchema)
    .optional()
    .describe('Other names of the account before the slash of a model name.'),
  models: modelsSchema
    .optional()
    .describe('What apps may ask of it: ids, entries with a price, or "*" for any (also where left out).'),
  enabled: z.boolean().optional().describe('false switches the account off.'),
  allow_link_local: z
    .boolean()
    .optional()
    .describe('Allows a link-local or cloud metadata address as base_url.')
})

const scopeSchema = z.union([z.literal('*'), z.array(z.string().min(1))], {
  error: 'expected "*" or a list of model names or patterns such as "cerebras-main/*"'
})

export const tokenSchema = z.strictObject({
  name: nameSchema.describe('Usually the app that it is for.'),
  models: scopeSchema
    .optional()
    .describe('What the token may use: model names and patterns over account/model; left out: all models.'),
  expires: z.iso
    .datetime({ offset: true, error: 'expected an ISO 8601 time such as 2027-01-31T00:00:00Z' })
    .optional()
    .describe('When the token stops working: ISO 8601.'),
  value: secretReferenceSchema
    .optional()
    .describe('Its value by reference, 16 characters or more; left out: one is made and shown once.'),
  payloads: z.boolean().optional().describe('false: the bodies of its requests are not stored.'),
  enabled: z.boolean().optional().describe('false: the token is refused.')
})

export const documentSchema = z.strictObject({
  version: z.literal(1, { error: 'expected 1' }).describe('Version of this form.'),
  accounts: z
    .array(accountSchema)
    .optional()
    .describe('Where requests go: one entry for each key or server.'),
  tokens: z.array(tokenSchema).optional().describe('What apps sign in with: one entry for each app.')
})

export type Price = z.infer<typeof priceSchema>
export type ModelEntry = z.infer<typeof modelEntrySchema>
export type Account = z.infer<typeof accountSchema>
export type Token = z.infer<typeof tokenSchema>
export type ConfigDocument = z.infer<typeof documentSchema>

export { modelsOf } from './models-of.ts'
