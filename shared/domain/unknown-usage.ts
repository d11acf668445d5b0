import type { Usage } from './usage.ts'

/** Apart from the schema, so that a start does not load zod. */
export const UNKNOWN_USAGE: Usage = {
  input: null,
  cache_read: null,
  cache_write: null,
  output: null,
  reasoning: null
}
