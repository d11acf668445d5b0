import { z } from 'zod'

/** Tokens of one request; null is "the provider did not say", which is not 0. */
export const usageSchema = z.object({
  /** Input tokens that were not read from a cache. */
  input: z.int().nullable(),
  /** Input tokens read from the provider's prompt cache. */
  cache_read: z.int().nullable(),
  /** Input tokens written to the provider's prompt cache, where it bills them apart. */
  cache_write: z.int().nullable(),
  /** Output tokens, reasoning included. */
  output: z.int().nullable(),
  /** The part of `output` that was reasoning. */
  reasoning: z.int().nullable(),
  /** The part of `input` that was sound; left out where there was none. Models bill it at a price of its own. */
  input_audio: z.int().optional(),
  /** The part of `cache_read` that was sound; left out where there was none. */
  cache_read_audio: z.int().optional(),
  /** The part of `output` that was sound; left out where there was none. */
  output_audio: z.int().optional(),
  /** The part of `output` that was pictures; left out where there was none. */
  output_image: z.int().optional(),
  /** The part of `cache_write` that is kept for an hour, which Anthropic bills higher; left out where there was none. */
  cache_write_1h: z.int().optional(),
  /** Searches of the web that the provider made for the request and bills each; left out where there were none. */
  web_searches: z.int().optional(),
  /**
   * Tokens that other models used for the request (Anthropic's advisor, or the model that stood in for the one that was
   * asked): in none of the other counts, and billed at those models' rates; left out where there were none.
   */
  other_models: z.int().optional()
})

export type Usage = z.infer<typeof usageSchema>

export { UNKNOWN_USAGE } from './unknown-usage.ts'
