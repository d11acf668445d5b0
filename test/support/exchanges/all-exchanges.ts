import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { anthropicMessagesExchange } from './anthropic-messages.ts'
import { cohereChatExchange } from './cohere-chat.ts'
import { geminiExchange } from './gemini.ts'
import { openaiChatExchange } from './openai-chat.ts'
import { openaiCompletionsExchange } from './openai-completions.ts'
import { openaiResponsesExchange } from './openai-responses.ts'
import type { Exchange } from './exchange.ts'

/** One of each dialect; they say the same as far as their dialects can. */
export const EXCHANGES: Readonly<Record<ClientDialectId, Exchange>> = {
  'openai-chat': openaiChatExchange,
  'openai-completions': openaiCompletionsExchange,
  'openai-responses': openaiResponsesExchange,
  'anthropic-messages': anthropicMessagesExchange,
  gemini: geminiExchange,
  'cohere-chat': cohereChatExchange
}
