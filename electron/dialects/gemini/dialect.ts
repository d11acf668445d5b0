import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import { NotAReply, type Dialect } from '../dialect.ts'

/** Google's `generateContent` and `streamGenerateContent` (https://ai.google.dev/api/generate-content). */
export const gemini: Dialect = {
  id: 'gemini',
  // https://ai.google.dev/api/caching#FunctionDeclaration
  toolLimits: {
    custom: false,
    namespaces: false,
    forbidden: /[^a-zA-Z0-9_.:-]/g,
    letterFirst: true,
    nameMax: 64
  },
  decodeRequest: (_body, asked) => ({ model: asked.model, stream: asked.stream, messages: [], tools: [] }),
  encodeRequest: () => ({ body: {}, notes: [] }),
  decodeReply: () => {
    throw new NotAReply('the reply holds no candidates')
  },
  encodeReply: () => ({}),
  openStreamDecoder: () => ({ push: () => [], end: () => [] }),
  openStreamEncoder: () => ({ push: () => '', fail: () => '', end: () => '' }),
  encodeError: ({ status, message }) => ({ error: { code: status, message } }),
  readUsage: () => UNKNOWN_USAGE,
  watch: { read: () => null, mergeUsage: (_before, after) => after }
}
