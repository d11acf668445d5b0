import type { Dialect } from '../dialect.ts'
import { decodeReply } from './decode-reply.ts'
import { decodeRequest } from './decode-request.ts'
import { CohereStreamDecoder } from './decode-stream.ts'
import { encodeError } from './encode-error.ts'
import { encodeReply } from './encode-reply.ts'
import { encodeRequest } from './encode-request.ts'
import { CohereStreamEncoder } from './encode-stream.ts'
import { readUsage } from './read-usage.ts'
import { watchCohereEvents } from './watch-stream.ts'

/** Cohere's own chats, the second version (https://docs.cohere.com/reference/chat). */
export const cohereChat: Dialect = {
  id: 'cohere-chat',
  // "Valid names contain only the characters a-z, A-Z, 0-9, _ and must not begin with a digit"
  // (https://docs.cohere.com/v1/reference/chat#request.body.tools); the page of the second version says nothing of it.
  toolLimits: {
    custom: false,
    namespaces: false,
    forbidden: /[^a-zA-Z0-9_]/g,
    letterFirst: true,
    nameMax: 64
  },
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openStreamDecoder: () => new CohereStreamDecoder(),
  openStreamEncoder: (context) => new CohereStreamEncoder(context),
  encodeError,
  readUsage,
  watch: watchCohereEvents
}
