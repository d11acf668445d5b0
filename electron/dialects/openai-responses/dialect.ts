import type { Dialect } from '../dialect.ts'
import { decodeReply } from './decode-reply.ts'
import { decodeRequest } from './decode-request.ts'
import { openStreamDecoder } from './decode-stream.ts'
import { encodeError } from './encode-error.ts'
import { encodeReply } from './encode-reply.ts'
import { encodeRequest } from './encode-request.ts'
import { openStreamEncoder } from './encode-stream.ts'
import { OWN } from './own-extra.ts'
import { readUsage } from './read-usage.ts'
import { watchStream } from './watch-stream.ts'

/** OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses). */
export const openaiResponses: Dialect = {
  id: OWN,
  toolLimits: {
    custom: true,
    namespaces: true,
    forbidden: /[^a-zA-Z0-9_-]/g,
    letterFirst: false,
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
  watch: watchStream
}
