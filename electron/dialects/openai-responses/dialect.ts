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

/**
 * OpenAI's Responses API (https://platform.openai.com/docs/api-reference/responses).
 *
 * A request that is read and written again is equal as JSON but for: members that are null, an `include`, `tools`, `text`
 * or `reasoning` that holds nothing, and `stream: false` are left out, and so are empty `logprobs`; `annotations` stand
 * in every text of an assistant's message that has an id, and are left out elsewhere where they are empty; texts are
 * `input_text` or `output_text` by the side that they are of; an image's URL is a text, a file's data a data URL, the
 * arguments of a function's call a text that is not empty; thoughts always have a `summary`; a call of a custom tool in
 * the form of a function's is one of a custom tool; `stream_options.include_usage` (chat's) and ids of thoughts that
 * Gatehouse made are left out.
 *
 * A reply comes back as it came, but for a call without arguments, which has `{}`, and messages without content.
 */
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
