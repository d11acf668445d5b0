import type { Choice } from '../chat.ts'
import { fieldsOf, numberOf, recordsOf, textOf, type Fields } from '../json.ts'

/** Log probabilities in this dialect's form; undefined for none, and for a form that is not known. */
export function logprobsOf(logprobs: Choice['logprobs']): Fields | undefined {
  const value = fieldsOf(logprobs?.value)
  if (logprobs === undefined || value === undefined) return undefined
  if (logprobs.dialect === 'openai-chat' || Array.isArray(value['content'])) return value
  return logprobs.dialect === 'gemini' ? ofGemini(value) : undefined
}

/** `chosenCandidates` and, one for one, `topCandidates` (https://ai.google.dev/api/generate-content#LogprobsResult). */
function ofGemini(value: Fields): Fields {
  const tops = recordsOf(value['topCandidates'])
  const content = recordsOf(value['chosenCandidates']).map((chosen, at) => ({
    ...tokenOf(chosen),
    top_logprobs: recordsOf(tops[at]?.['candidates']).map(tokenOf)
  }))
  return { content, refusal: null }
}

function tokenOf(candidate: Fields): Fields {
  const token = textOf(candidate['token']) ?? ''
  return { token, logprob: numberOf(candidate['logProbability']) ?? 0, bytes: [...Buffer.from(token)] }
}
