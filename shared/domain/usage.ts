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
  /** The part of `output` that was sound; left out where there was none. */
  output_audio: z.int().optional()
})

export type Usage = z.infer<typeof usageSchema>

export { UNKNOWN_USAGE } from './unknown-usage.ts'
