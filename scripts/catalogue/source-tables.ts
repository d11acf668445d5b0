import { z } from 'zod'

// What is read of the three tables; the rest of them (names, descriptions, comments) is not touched.

/** Models whose every request has a fee for its web search, which models.dev and LiteLLM don't give as a price. */
export const BILLED_BY_SEARCH = /(?:^|[/-])(?:search|sonar)/

const price = z.union([
  z.number(),
  z.object({ base: z.number(), tiers: z.array(z.object({ start: z.number(), price: z.number() })) })
])

/** USD per million tokens; `requests_kcount` is USD per thousand requests. Strict: an unknown unit must be looked at. */
const genaiRates = z.strictObject({
  input_mtok: price.optional(),
  output_mtok: price.optional(),
  cache_read_mtok: price.optional(),
  cache_write_mtok: price.optional(),
  input_audio_mtok: price.optional(),
  output_audio_mtok: price.optional(),
  cache_audio_read_mtok: price.optional(),
  requests_kcount: z.number().optional()
})
export type GenaiRates = z.infer<typeof genaiRates>

const constraint = z.union([
  z.strictObject({ start_date: z.iso.date() }),
  z.strictObject({ start_time: z.string(), end_time: z.string() })
])
export type GenaiConstraint = z.infer<typeof constraint>

const clause = z.union([
  z.strictObject({ equals: z.string() }),
  z.strictObject({ starts_with: z.string() }),
  z.strictObject({ ends_with: z.string() }),
  z.strictObject({ contains: z.string() }),
  z.strictObject({ regex: z.string() })
])
export type GenaiClause = z.infer<typeof clause>

const genaiModel = z.object({
  id: z.string(),
  match: z.union([clause, z.strictObject({ or: z.array(clause) })]),
  context_window: z.number().optional(),
  prices: z.union([z.array(z.object({ constraint: constraint.optional(), prices: genaiRates })), genaiRates])
})
export type GenaiModel = z.infer<typeof genaiModel>

export const genaiPricesTable = z.object({
  _meta: z.object({ date: z.string() }),
  providers: z.array(z.object({ id: z.string(), models: z.array(genaiModel) }))
})

const devRates = {
  input: z.number(),
  output: z.number(),
  cache_read: z.number().optional(),
  cache_write: z.number().optional(),
  input_audio: z.number().optional(),
  output_audio: z.number().optional()
}
const devModel = z.object({
  id: z.string(),
  name: z.string().optional(),
  family: z.string().optional(),
  reasoning: z.boolean().optional(),
  tool_call: z.boolean().optional(),
  limit: z.object({ context: z.number(), output: z.number() }),
  modalities: z.object({ input: z.array(z.string()).optional(), output: z.array(z.string()) }),
  /** USD per million tokens; loose, so that a unit that is not carried can be seen. */
  cost: z
    .looseObject({
      ...devRates,
      reasoning: z.number().optional(),
      tiers: z.array(z.object({ ...devRates, tier: z.object({ size: z.number() }) })).optional()
    })
    .optional()
})
export type DevModel = z.infer<typeof devModel>

export const modelsDevTable = z.object({
  _meta: z.object({ date: z.string() }),
  providers: z.record(z.string(), z.object({ models: z.record(z.string(), devModel) }))
})

/** USD per token; loose, since tiers are in the names of the fields. */
const litellmModel = z.looseObject({
  litellm_provider: z.string(),
  mode: z.string().optional(),
  /** Which copy a row is from, where it is newer than the table. */
  _from: z.string().optional()
})
export type LitellmModel = z.infer<typeof litellmModel>

const openrouterModel = z.object({
  id: z.string(),
  name: z.string(),
  context_length: z.number().nullable(),
  architecture: z.object({
    input_modalities: z.array(z.string()),
    output_modalities: z.array(z.string())
  }),
  top_provider: z.object({ max_completion_tokens: z.number().nullable() }),
  supported_parameters: z.array(z.string())
})
export type OpenrouterModel = z.infer<typeof openrouterModel>

/** What `GET https://openrouter.ai/api/v1/models` answered; facts alone are read of it. */
export const openrouterTable = z.object({
  _meta: z.object({ date: z.string() }),
  data: z.array(openrouterModel)
})

export const litellmTable = z.object({
  _meta: z.object({ date: z.string() }),
  models: z.record(z.string(), litellmModel)
})
