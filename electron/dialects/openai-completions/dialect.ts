import type { Dialect } from '../dialect.ts'
import { encodeOpenaiError } from '../encode-openai-error.ts'
import { readOpenaiUsage } from '../read-openai-usage.ts'
import { watchOpenaiChunks } from '../watch-openai-chunks.ts'
import { decodeReply } from './decode-reply.ts'
import { decodeRequest } from './decode-request.ts'
import { CompletionStreamDecoder } from './decode-stream.ts'
import { encodeReply } from './encode-reply.ts'
import { encodeRequest } from './encode-request.ts'
import { CompletionStreamEncoder } from './encode-stream.ts'

/** OpenAI's Completions, the form of before there were chats (https://platform.openai.com/docs/api-reference/completions). */
export const openaiCompletions: Dialect = {
  id: 'openai-completions',
  // It has no tools at all; requests with some are refused.
  toolLimits: {
    custom: false,
    namespaces: false,
    forbidden: /[^a-zA-Z0-9_-]/g,
    letterFirst: false,
    nameMax: 64
  },
  decodeRequest,
  encodeRequest,
  decodeReply,
  encodeReply,
  openStreamDecoder: () => new CompletionStreamDecoder(),
  openStreamEncoder: (context) => new CompletionStreamEncoder(context),
  encodeError: encodeOpenaiError,
  readUsage: readOpenaiUsage,
  watch: watchOpenaiChunks
}
