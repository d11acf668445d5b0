import type { Choice } from '../chat.ts'
import { fieldsOf, recordsOf, textOf, type Fields } from '../json.ts'

/**
 * Log probabilities in four lists of the same length, as completions have them, out of a chat's list of tokens;
 * undefined for none, and for a form that is not known.
 */
export function logprobsOf(logprobs: Choice['logprobs']): Fields | undefined {
  const value = fieldsOf(logprobs?.value)
  if (logprobs?.dialect === 'openai-completions') return value
  if (value === undefined || !Array.isArray(value['content'])) return undefined
  const content = recordsOf(value['content'])
  const tokens = content.map(({ token }) => textOf(token) ?? '')
  let length = 0
  return {
    tokens,
    token_logprobs: content.map(({ logprob }) => logprob),
    top_logprobs: content.map(({ top_logprobs: top }) =>
      Object.fromEntries(recordsOf(top).map(({ token, logprob }) => [textOf(token) ?? '', logprob]))
    ),
    text_offset: tokens.map((token) => {
      const start = length
      length += token.length
      return start
    })
  }
}
