import { z } from 'zod'
import { MODEL_TYPES, priceSchema } from '../config/document.ts'
import { procedure } from './common.ts'

const modelStateSchema = z.object({
  account: z.string(),
  id: z.string(),
  /** The name that apps use: `account/id`. */
  name: z.string(),
  upstream_id: z.string(),
  type: z.enum(MODEL_TYPES),
  /** Whether requests for it are accepted. */
  enabled: z.boolean(),
  /** Whether the provider listed it when it was last asked; null where it was not asked yet. */
  offered: z.boolean().nullable(),
  /** USD per million tokens; null is unknown. */
  price: priceSchema.nullable(),
  price_source: z.enum(['override', 'catalogue']).nullable(),
  price_id: z.string().nullable(),
  context_window: z.int().nullable(),
  max_output: z.int().nullable()
})
export type ModelState = z.infer<typeof modelStateSchema>

const accountModelsSchema = z.object({
  account: z.string(),
  provider: z.string(),
  /** true: takes any name (`models: "*"`). */
  any: z.boolean(),
  fetched_at: z.string().nullable(),
  /** Why the last fetch failed; null where it did not. */
  fetch_error: z.string().nullable(),
  models: z.array(modelStateSchema)
})
export type AccountModels = z.infer<typeof accountModelsSchema>

const target = { account: z.string(), model: z.string() }

export const modelsContract = {
  list: procedure.output(z.array(accountModelsSchema)),
  /** Asks the provider for its list now. */
  refresh: procedure.input(z.object({ account: z.string() })).output(accountModelsSchema),
  /** Adds to or takes from the account's list; the first change of a `"*"` account writes the list out. */
  set_enabled: procedure
    .input(z.object({ account: z.string(), models: z.array(z.string()).min(1), enabled: z.boolean() }))
    .output(z.object({ revision: z.int() })),
  /** Overrides the catalogue's price; null takes the override away. */
  set_price: procedure
    .input(z.object({ ...target, price: priceSchema.nullable() }))
    .output(z.object({ revision: z.int() }))
}
