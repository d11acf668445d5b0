import type { ToldError } from '../dialect.ts'
import type { Fields } from '../json.ts'

/** An error as Cohere's clients read it: `{message}` (https://docs.cohere.com/reference/errors). */
export function encodeError({ message, reason }: ToldError): Fields {
  if (reason !== 'context-too-long' || /too many tokens/i.test(message)) return { message }
  return { message: `too many tokens: ${message}` }
}
