import type { Choice } from '../chat.ts'
import { fieldsOf, numberOf, recordsOf, textOf, type Fields } from '../json.ts'

/** Log probabilities in this dialect's form; undefined for none, and for a form that is not known. */
export function logprobsOf(logprobs: Choice['logprobs']): Fields | undefined {
  if (logprobs?.dialect === 'cohere-chat') return ofCohere(logprobs.value)
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

/** One entry for each piece of text, which may be several tokens (https://docs.cohere.com/reference/chat#response.body.logprobs). */
function ofCohere(pieces: unknown): Fields {
  const content = recordsOf(pieces).map((piece) => {
    const token = textOf(piece['text']) ?? ''
    const list: readonly unknown[] = Array.isArray(piece['logprobs']) ? piece['logprobs'] : []
    const logprob = list.reduce<number>((sum, value) => sum + (numberOf(value) ?? 0), 0)
    return { token, logprob, bytes: [...Buffer.from(token)], top_logprobs: [] }
  })
  return { content, refusal: null }
}

function tokenOf(candidate: Fields): Fields {
  const token = textOf(candidate['token']) ?? ''
  return { token, logprob: numberOf(candidate['logProbability']) ?? 0, bytes: [...Buffer.from(token)] }
}
