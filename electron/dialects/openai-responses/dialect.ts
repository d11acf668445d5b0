import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import { NotAReply, type Dialect } from '../dialect.ts'

/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses). */
export const openaiResponses: Dialect = {
  id: 'openai-responses',
  toolLimits: {
    custom: true,
    namespaces: true,
    forbidden: /[^a-zA-Z0-9_-]/g,
    letterFirst: false,
    nameMax: 64
  },
  decodeRequest: (_body, { model, stream }) => ({ model, stream, messages: [], tools: [] }),
  encodeRequest: () => ({ body: {}, notes: [] }),
  decodeReply: () => {
    throw new NotAReply('not written yet')
  },
  encodeReply: () => ({}),
  openStreamDecoder: () => ({ push: () => [], end: () => [] }),
  openStreamEncoder: () => ({ push: () => '', fail: () => '', end: () => '' }),
  encodeError: () => ({}),
  readUsage: () => UNKNOWN_USAGE,
  watch: { read: () => null, mergeUsage: (before, after) => after ?? before }
}
