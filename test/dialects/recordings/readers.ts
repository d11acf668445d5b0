import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { readMessagesReply, readMessagesRequest } from './read-anthropic-messages.ts'
import { readChatStream } from './read-chat-stream.ts'
import { readCohereReply, readCohereRequest, readCohereStream } from './read-cohere.ts'
import { readGeminiReply, readGeminiRequest, readGeminiStream } from './read-gemini.ts'
import { readMessagesStream } from './read-messages-stream.ts'
import { readChatReply, readChatRequest } from './read-openai-chat.ts'
import {
  readCompletionsReply,
  readCompletionsRequest,
  readCompletionsStream
} from './read-openai-completions.ts'
import { readResponsesReply, readResponsesRequest } from './read-openai-responses.ts'
import { readResponsesStream } from './read-responses-stream.ts'
import type { ReplyReading, RequestReading } from './reading.ts'
import type { Json } from './walk-json.ts'

/** The independent readers of a dialect. */
export interface Reader {
  request(body: Json): RequestReading
  reply(body: Json): ReplyReading
  stream(raw: string): ReplyReading
}

export const READERS: Readonly<Record<ClientDialectId, Reader>> = {
  'openai-chat': { request: readChatRequest, reply: readChatReply, stream: readChatStream },
  'openai-completions': {
    request: readCompletionsRequest,
    reply: readCompletionsReply,
    stream: readCompletionsStream
  },
  'openai-responses': {
    request: readResponsesRequest,
    reply: readResponsesReply,
    stream: readResponsesStream
  },
  'anthropic-messages': {
    request: readMessagesRequest,
    reply: readMessagesReply,
    stream: readMessagesStream
  },
  gemini: { request: readGeminiRequest, reply: readGeminiReply, stream: readGeminiStream },
  'cohere-chat': { request: readCohereRequest, reply: readCohereReply, stream: readCohereStream }
}
