import { z } from 'zod'
import { accountSchema } from '../config/document.ts'
import { DIALECT_IDS } from '../domain/dialect.ts'
import { failureReasonSchema } from '../domain/request-log.ts'
import { procedure } from './common.ts'

/** A provider of the catalogue, as the window offers it. */
const providerSchema = z.object({
  id: z.string(),
  name: z.string(),
  aliases: z.array(z.string()),
  base_url: z.string().nullable(),
  /** What the base URL looks like where the account must give it, parts to fill in as CAPITALS. */
  base_url_example: z.string().nullable(),
  /** false: keys are optional there (Ollama, vLLM). */
  needs_key: z.boolean(),
  /** What it speaks, the one first that requests in others are translated to. */
  dialects: z.array(z.enum(DIALECT_IDS)),
  /** Where a key is made. */
  key_url: z.string().nullable(),
  /** One sentence for whoever picks it. */
  about: z.string()
})
export type ProviderInfo = z.infer<typeof providerSchema>

const accountStateSchema = z.object({
  account: accountSchema,
  provider_name: z.string(),
  base_url: z.string(),
  /** ready: requests go there; disabled: switched off; unavailable: `notice` says what is missing. */
  state: z.enum(['ready', 'disabled', 'unavailable']),
  notice: z.string().nullable(),
  /** Where its keys come from, such as `keychain://cerebras-main`, and whether each is there. */
  keys: z.array(z.object({ reference: z.string(), present: z.boolean() })),
  /** Models known for it: listed in the configuration or fetched from the provider. */
  model_count: z.int(),
  last_used: z.string().nullable()
})
export type AccountState = z.infer<typeof accountStateSchema>

const testResultSchema = z.object({
  ok: z.boolean(),
  /** What happened and what to do, in words. */
  message: z.string(),
  reason: failureReasonSchema.nullable(),
  status: z.int().nullable(),
  duration_ms: z.number(),
  /** Model ids that the provider listed; empty where it lists none. */
  models: z.array(z.string())
})
export type AccountTestResult = z.infer<typeof testResultSchema>

/** A key typed into the window: it goes to the key store, the document gets a reference. */
const keyInput = z.string().min(1).max(16_384).optional()

export const accountsContract = {
  providers: procedure.output(z.array(providerSchema)),
  list: procedure.output(z.array(accountStateSchema)),
  /** Tries a key before it is saved (`account` + `key`) or a saved account (`account` alone); lists its models. */
  test: procedure.input(z.object({ account: accountSchema, key: keyInput })).output(testResultSchema),
  create: procedure
    .input(z.object({ account: accountSchema, key: keyInput }))
    .output(z.object({ revision: z.int() })),
  /** Replaces the account called `name`; with `key`, its stored key too. */
  update: procedure
    .input(z.object({ name: z.string(), account: accountSchema, key: keyInput }))
    .output(z.object({ revision: z.int() })),
  set_enabled: procedure
    .input(z.object({ name: z.string(), enabled: z.boolean() }))
    .output(z.object({ revision: z.int() })),
  /** Removes the account; `delete_key` also deletes its keychain entries that nothing else uses. */
  remove: procedure
    .input(z.object({ name: z.string(), delete_key: z.boolean() }))
    .output(z.object({ revision: z.int() }))
}
