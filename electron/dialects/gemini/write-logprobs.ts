import type { Choice } from '../chat.ts'
import { fieldsOf, recordsOf, type Fields } from '../json.ts'

/**
 * `logprobsResult` (https://ai.google.dev/api/generate-content#LogprobsResult): Google's own as it came, and OpenAI's list
 * of tokens in its form; undefined for what it can't say.
 */
export function writeLogprobs(logprobs: Choice['logprobs']): unknown {
  if (logprobs === undefined || logprobs.dialect === 'gemini') return logprobs?.value
  const tokens = recordsOf(fieldsOf(logprobs.value)?.['content'])
  if (tokens.length === 0) return undefined
  return {
    topCandidates: tokens.map((token) => ({ candidates: recordsOf(token['top_logprobs']).map(candidate) })),
    chosenCandidates: tokens.map(candidate)
  }
}

function candidate({ token, logprob }: Fields): Fields {
  return { token, logProbability: logprob }
}
