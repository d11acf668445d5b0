import type { Dialect } from '../dialect.ts'
import { decodeReply } from './decode-reply.ts'
import { decodeRequest } from './decode-request.ts'
import { openStreamDecoder } from './decode-stream.ts'
import { encodeError } from './encode-error.ts'
import { encodeReply } from './encode-reply.ts'
import { encodeRequest } from './encode-request.ts'
import { openStreamEncoder } from './encode-stream.ts'
import { readUsage } from './read-usage.ts'
import { watch } from './watch-stream.ts'

/** Google's `generateContent` and `streamGenerateContent` (https://ai.google.dev/api/generate-content). */
export const gemini: Dialect = {
  id: 'gemini',
  // https://ai.google.dev/api/caching#FunctionDeclaration; Vertex wants a letter or `_` at the beginning.
  toolLimits: {
    custom: false,
    namespaces: false,
    forbidden: /[^a-zA-Z0-9_.:-]/g,
    letterFirst: true,
    nameMax: 64
  },
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openStreamDecoder,
  openStreamEncoder,
  encodeError,
  readUsage,
  watch
}
