import type { Dialect, ToolLimits } from '../dialect.ts'
import { decodeReply } from './decode-reply.ts'
import { decodeRequest } from './decode-request.ts'
import { MessagesStreamDecoder } from './decode-stream.ts'
import { encodeError } from './encode-error.ts'
import { encodeReply } from './encode-reply.ts'
import { encodeRequest } from './encode-request.ts'
import { MessagesStreamEncoder } from './encode-stream.ts'
import { readUsage } from './read-usage.ts'
import { watchStream } from './watch-stream.ts'

/** Names of tools are 1 to 128 of these (https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use). */
const toolLimits: ToolLimits = {
  custom: false,
  namespaces: false,
  forbidden: /[^a-zA-Z0-9_-]/g,
  letterFirst: false,
  nameMax: 128
}

/** Anthropic's Messages API (https://docs.claude.com/en/api/messages). */
export const anthropicMessages: Dialect = {
  id: 'anthropic-messages',
  toolLimits,
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openStreamDecoder: () => new MessagesStreamDecoder(),
  openStreamEncoder: (context) => new MessagesStreamEncoder(context),
  encodeError,
  readUsage,
  watch: watchStream
}
