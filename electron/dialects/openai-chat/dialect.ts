import type { Dialect } from '../dialect.ts'
import { encodeOpenaiError } from '../encode-openai-error.ts'
import { readOpenaiUsage } from '../read-openai-usage.ts'
import { decodeReply } from './decode-reply.ts'
import { decodeRequest } from './decode-request.ts'
import { ChatStreamDecoder } from './decode-stream.ts'
import { encodeReply } from './encode-reply.ts'
import { encodeRequest } from './encode-request.ts'
import { ChatStreamEncoder } from './encode-stream.ts'
import { watchOpenaiChunks } from '../watch-openai-chunks.ts'

/** OpenAI's Chat Completions, which most providers speak (https://platform.openai.com/docs/api-reference/chat). */
export const openaiChat: Dialect = {
  id: 'openai-chat',
  // Custom tools are OpenAI's alone; whoever sends to another server fits them first (quirk `customTools`).
  toolLimits: {
    custom: true,
    namespaces: false,
    forbidden: /[^a-zA-Z0-9_-]/g,
    letterFirst: false,
    nameMax: 64
  },
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openStreamDecoder: () => new ChatStreamDecoder(),
  openStreamEncoder: (context) => new ChatStreamEncoder(context),
  encodeError: encodeOpenaiError,
  readUsage: readOpenaiUsage,
  watch: watchOpenaiChunks
}
