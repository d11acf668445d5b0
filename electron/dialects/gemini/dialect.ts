import { NotAReply, type Dialect } from '../dialect.ts'
import { decodeRequest } from './decode-request.ts'
import { encodeRequest } from './encode-request.ts'
import { readUsage } from './read-usage.ts'

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
  decodeRequest,
  encodeRequest,
  decodeReply: () => {
    throw new NotAReply('the reply holds no candidates')
  },
  encodeReply: () => ({}),
  openStreamDecoder: () => ({ push: () => [], end: () => [] }),
  openStreamEncoder: () => ({ push: () => '', fail: () => '', end: () => '' }),
  encodeError: ({ status, message }) => ({ error: { code: status, message } }),
  readUsage,
  watch: { read: () => null, mergeUsage: (_before, after) => after }
}
