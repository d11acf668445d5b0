import type { ChatRequest, Choice, Finish } from '../chat.ts'
import { ownFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { writeFinish } from './finish-reason.ts'
import type { ReplyParts } from './reply-parts.ts'
import { writeLogprobs } from './write-logprobs.ts'

/** Whether a client is to see thoughts: Gemini's own where they asked, others always. */
export function showsThoughts({ from, reasoning }: ChatRequest): boolean {
  return from !== 'gemini' || reasoning?.show === true
}

/** What a candidate says besides its parts. */
export function encodeEnd(choice: Omit<Choice, 'parts'>, index: number, parts: ReplyParts): Fields {
  const { finish, logprobs, extra } = choice
  const result = writeLogprobs(logprobs)
  return {
    ...(finish === undefined ? {} : encodeFinish(finish, parts.malformedCall)),
    index,
    ...(result === undefined ? {} : { logprobsResult: result }),
    ...ownFields('gemini', extra)
  }
}

function encodeFinish(finish: Finish, malformedCall: string | null): Fields {
  if (malformedCall === null) return { finishReason: writeFinish(finish) }
  // A call that was cut off is an end of its own at Google (https://ai.google.dev/api/generate-content#FinishReason).
  return {
    finishReason: finish.reason === 'length' ? 'MAX_TOKENS' : 'MALFORMED_FUNCTION_CALL',
    finishMessage: `Malformed function call: ${malformedCall}`
  }
}

/** What a reply says of itself, whole or in each chunk. */
export function replyHead(model: string, id: string, created: number | undefined): Fields {
  const time = new Date((created ?? Number.NaN) * 1000)
  return {
    modelVersion: model,
    responseId: id,
    ...(Number.isNaN(time.getTime()) ? {} : { createTime: time.toISOString() })
  }
}
