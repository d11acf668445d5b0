import type { DialectId } from '../../shared/domain/dialect.ts'
import { anthropicMessages } from './anthropic-messages/dialect.ts'
import { cohereChat } from './cohere-chat/dialect.ts'
import { bedrockConverse } from './bedrock-converse/dialect.ts'
import type { Dialect } from './dialect.ts'
import { gemini } from './gemini/dialect.ts'
import { openaiChat } from './openai-chat/dialect.ts'
import { openaiCompletions } from './openai-completions/dialect.ts'
import { openaiResponses } from './openai-responses/dialect.ts'

/** Every dialect's codec, by its name. */
export const DIALECTS: Readonly<Record<DialectId, Dialect>> = {
  'openai-chat': openaiChat,
  'openai-completions': openaiCompletions,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
  'cohere-chat': cohereChat,
  'bedrock-converse': bedrockConverse
}
