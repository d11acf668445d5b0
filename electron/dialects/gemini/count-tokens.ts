import type { ChatRequest } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { countOf, fieldsOf, type Fields } from '../json.ts'
import { decodeRequest } from './decode-request.ts'

/**
 * A `countTokens` request, which has a whole `generateContent` request in it or only its contents
 * (https://ai.google.dev/api/tokens#request-body); Vertex has the system's text and the tools beside the contents.
 */
export function decodeCountTokens(body: Fields, asked: Asked): ChatRequest {
  const whole = fieldsOf(body['generateContentRequest'] ?? body['generate_content_request'])
  return decodeRequest(whole ?? body, asked)
}

/** The request for a provider, around a `generateContent` request, which says its model here. */
export function encodeCountTokens(body: Fields, model: string): Fields {
  return { generateContentRequest: { model: `models/${model}`, ...body } }
}

/** How many tokens a provider counted; null where its reply says no number. */
export function readTokenCount(reply: Fields): number | null {
  return countOf(reply['totalTokens']) ?? countOf(reply['total_tokens'])
}

/** https://ai.google.dev/api/tokens#response-body */
export function writeTokenCount(tokens: number): Fields {
  return { totalTokens: tokens }
}
