/** The wire formats of chats that Gatehouse reads and writes, by the name under which rows and files have them. */
export const DIALECT_IDS = [
  'openai-chat',
  'openai-completions',
  'openai-responses',
  'anthropic-messages',
  'gemini',
  'cohere-chat',
  'bedrock-converse'
] as const
export type DialectId = (typeof DIALECT_IDS)[number]

/** Dialects that are spoken to providers alone. Cohere's has no endpoint yet, but its codec is ready for one. */
const OUTBOUND_IDS = ['bedrock-converse'] as const
export type ClientDialectId = Exclude<DialectId, (typeof OUTBOUND_IDS)[number]>
/** Those that clients ask in. */
export const CLIENT_DIALECT_IDS: readonly ClientDialectId[] = DIALECT_IDS.filter(
  (id): id is ClientDialectId => !OUTBOUND_IDS.some((outbound) => outbound === id)
)

/** What a person calls them. */
export const DIALECT_NAMES: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'OpenAI Chat',
  'openai-completions': 'OpenAI Completions',
  'openai-responses': 'OpenAI Responses',
  'anthropic-messages': 'Anthropic Messages',
  gemini: 'Google Gemini',
  'cohere-chat': 'Cohere Chat',
  'bedrock-converse': 'Bedrock Converse'
}

/** How servers of one dialect differ; all optional, absent is the dialect's own provider. */
export interface Quirks {
  /** No `developer` role: it becomes `system` (openai-chat). */
  readonly noDeveloperRole?: boolean
  /** The limit is called `max_tokens`, not `max_completion_tokens` (openai-chat). */
  readonly maxTokensName?: 'max_tokens' | 'max_completion_tokens'
  /** `cache_control` marks are understood (openai-chat: OpenRouter). */
  readonly cacheControl?: boolean
  /** Custom tools are understood (openai-chat: OpenAI itself). */
  readonly customTools?: boolean
  /**
   * How token usage of a stream is had (openai-chat): `ask` adds `stream_options.include_usage`, which is the usual way;
   * `always` is sent unasked, and the option is not understood (Mistral).
   */
  readonly streamUsage?: 'ask' | 'always'
  /** Thoughts go back as `reasoning_content` (DeepSeek, vLLM), as `reasoning_details` (OpenRouter), or not at all. */
  readonly reasoningBack?: 'reasoning_content' | 'reasoning_details' | 'none'
  /** `reasoning_effort` is understood (openai-chat). Absent: it is sent. */
  readonly noReasoningEffort?: boolean
  /** The only words that `reasoning_effort` may have (openai-chat: Mistral); absent: any. */
  readonly efforts?: readonly string[]
  /** Responses can't be referred to later, since none is kept (openai-responses: OpenRouter). */
  readonly keepsNoResponses?: boolean
  /** Ids of tool calls are nine letters or digits (openai-chat: Mistral), so that other providers' are shortened. */
  readonly shortToolIds?: boolean
  /** Gemini's thought signatures are understood in `extra_content` (openai-chat: Google's own door). */
  readonly thoughtSignatures?: boolean
}
