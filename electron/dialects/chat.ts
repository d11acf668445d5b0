import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Usage } from '../../shared/domain/usage.ts'
import type { Fields } from './json.ts'

/**
 * The neutral form of a chat: what every dialect decodes to and encodes from, so that N dialects need N codecs. What
 * they agree on has a field; what they don't is kept as tagged data (`Extra`, `Seal`, native parts), which a codec of
 * the same dialect writes out again as it came and any other leaves out with a note. Absent (undefined) is "not said":
 * nothing is ever filled in by a decoder.
 */
export interface ChatRequest {
  /** As the client named it. */
  readonly model: string
  readonly stream: boolean
  /** Whether the client asked for token counts at the end of its stream (`stream_options.include_usage`). */
  readonly streamUsage?: boolean | undefined
  /** In the order of the conversation, system and developer texts in their places. */
  readonly messages: readonly Message[]
  readonly tools: readonly Tool[]
  readonly toolChoice?: ToolChoice | undefined
  readonly parallelToolCalls?: boolean | undefined
  /** The most tokens that may be made, reasoning included. */
  readonly maxOutputTokens?: number | undefined
  readonly temperature?: number | undefined
  readonly topP?: number | undefined
  readonly topK?: number | undefined
  readonly presencePenalty?: number | undefined
  readonly frequencyPenalty?: number | undefined
  readonly seed?: number | undefined
  readonly stop?: readonly string[] | undefined
  /** How many answers are wanted (`n`, `candidateCount`). */
  readonly choices?: number | undefined
  /** Log probabilities wanted; `top` alternatives for each token. */
  readonly logprobs?: { readonly top?: number | undefined } | undefined
  readonly reasoning?: ReasoningWish | undefined
  readonly format?: OutputFormat | undefined
  /** `low`, `medium` or `high`: how much is said. */
  readonly verbosity?: string | undefined
  /** Kinds of output that are wanted, lower case: `text`, `image`, `audio`. */
  readonly modalities?: readonly string[] | undefined
  readonly serviceTier?: string | undefined
  /** Who the end user is, where the client says so. */
  readonly user?: string | undefined
  readonly promptCacheKey?: string | undefined
  /** Texts by name that the client attached (OpenAI `metadata`). */
  readonly metadata?: Fields | undefined
  /** The dialect that it was read from: its own encoder changes nothing in it that a provider would judge. */
  readonly from?: DialectId | undefined
  /** Tools were given in OpenAI's old form (`functions`): calls of them are answered in it (`function_call`). */
  readonly legacyFunctions?: boolean | undefined
  /**
   * What only the dialect that it was read from can say and must not be left out, in words (a prompt of token numbers):
   * for any other it is refused (`refuse-untranslatable.ts`).
   */
  readonly untranslatable?: string | undefined
  readonly extra?: Extra | undefined
}

/** Fields that only one dialect has, as they came. */
export interface Extra {
  readonly dialect: DialectId
  readonly fields: Fields
}

export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool'

export interface Message {
  readonly role: Role
  readonly parts: readonly Part[]
  /** A participant's name (OpenAI `name`). */
  readonly name?: string | undefined
  readonly extra?: Extra | undefined
}

export type Part =
  | TextPart
  | ReasoningPart
  | RefusalPart
  | MediaPart
  | ToolCallPart
  | ToolResultPart
  | NativePart

export interface TextPart {
  readonly type: 'text'
  readonly text: string
  /** Set where this part carries a Gemini thought signature. */
  readonly seal?: Seal | undefined
  /** Sources of the text, in the dialect's own form (annotations, citations, grounding). */
  readonly citations?: { readonly dialect: DialectId; readonly value: unknown } | undefined
  readonly cache?: CacheMark | undefined
  readonly extra?: Extra | undefined
}

/** What the model thought, as far as its provider shows it. */
export interface ReasoningPart {
  readonly type: 'reasoning'
  /** '' where it is hidden and only the seal stands for it. */
  readonly text: string
  /** Whether the text is a summary of the thoughts (OpenAI) or the thoughts themselves. */
  readonly summary?: boolean | undefined
  /** The provider's own id of it (OpenAI Responses `rs_...`). */
  readonly id?: string | undefined
  readonly seal?: Seal | undefined
  readonly cache?: CacheMark | undefined
  readonly extra?: Extra | undefined
}

/**
 * What a provider gives with its model's thoughts so that it knows them again: Anthropic's `signature` or
 * `redacted_thinking.data`, OpenAI's `encrypted_content`, Gemini's `thoughtSignature`, OpenRouter's
 * `reasoning_details`. Only its own dialect can use it; others carry it (`carry-seal.ts`) and give it back.
 */
export interface Seal {
  readonly dialect: DialectId
  /** `redacted`: the thought itself, hidden (Anthropic `redacted_thinking`). */
  readonly kind?: 'redacted' | undefined
  readonly value: string
}

export interface RefusalPart {
  readonly type: 'refusal'
  readonly text: string
  readonly extra?: Extra | undefined
}

export interface MediaPart {
  readonly type: 'media'
  /** `file` is a document: PDF, text and the like. */
  readonly kind: 'image' | 'audio' | 'video' | 'file'
  readonly source: MediaSource
  /** MIME type, where it is known: `image/png`. */
  readonly mediaType?: string | undefined
  readonly name?: string | undefined
  /** OpenAI's `low`, `high`, `auto`, `original`. */
  readonly detail?: string | undefined
  readonly seal?: Seal | undefined
  readonly cache?: CacheMark | undefined
  readonly extra?: Extra | undefined
}

export type MediaSource =
  | { readonly kind: 'base64'; readonly data: string }
  | { readonly kind: 'url'; readonly url: string }
  /** Known to one provider's file store alone. */
  | { readonly kind: 'file-id'; readonly dialect: DialectId; readonly id: string }
  /** A document given as plain text. */
  | { readonly kind: 'text'; readonly text: string }

export interface ToolCallPart {
  readonly type: 'tool-call'
  /** Pairs the call with its result; never '' in a finished part. */
  readonly id: string
  readonly name: string
  /** JSON text of the arguments as the model wrote it, or free text where the tool is custom. */
  readonly args: string
  /** A custom tool's call: `args` is free text. */
  readonly custom?: boolean | undefined
  /** The tool's namespace, where it has one (OpenAI Responses). */
  readonly namespace?: string | undefined
  readonly seal?: Seal | undefined
  readonly cache?: CacheMark | undefined
  readonly extra?: Extra | undefined
}

export interface ToolResultPart {
  readonly type: 'tool-result'
  /** The call's id. */
  readonly id: string
  /** The tool's name, where the dialect says it (Gemini does). */
  readonly name?: string | undefined
  /** Text, media and native parts. */
  readonly parts: readonly Part[]
  readonly isError?: boolean | undefined
  /** The result of a custom tool's call. */
  readonly custom?: boolean | undefined
  readonly cache?: CacheMark | undefined
  readonly extra?: Extra | undefined
}

/**
 * What only one dialect can say: calls of tools that run at the provider and their results, code that it ran, items of
 * kinds that are newer than this program. Written out again as it came by its own dialect, else left out with a note.
 */
export interface NativePart {
  readonly type: 'native'
  readonly dialect: DialectId
  /** The dialect's name of it, such as `web_search_call`. */
  readonly what: string
  readonly value: Fields
  /** Whether it is output that a person would miss (a search, code that ran), or mere bookkeeping. */
  readonly extra?: Extra | undefined
}

/** Where a provider's prompt cache may begin a prefix: the mark as it came (`{type: 'ephemeral', ttl?}`). */
export type CacheMark = Fields

export type Tool = FunctionTool | CustomTool | ServerTool

export interface FunctionTool {
  readonly type: 'function'
  readonly name: string
  readonly description?: string | undefined
  /** JSON Schema of the arguments; undefined: it takes none. */
  readonly schema?: Fields | undefined
  readonly strict?: boolean | undefined
  /** Groups tools under a name; calls then name both (OpenAI Responses `namespace`). */
  readonly namespace?: string | undefined
  readonly cache?: CacheMark | undefined
  readonly extra?: Extra | undefined
}

/** A tool whose input is free text (OpenAI `custom`), perhaps bound by a grammar. */
export interface CustomTool {
  readonly type: 'custom'
  readonly name: string
  readonly description?: string | undefined
  /** OpenAI's `format`: `{type: 'text'}` or a grammar. */
  readonly format?: Fields | undefined
  readonly namespace?: string | undefined
  readonly extra?: Extra | undefined
}

/** A tool of the provider's own, such as web search: runs there, or has a form that only this dialect's models know. */
export interface ServerTool {
  readonly type: 'server'
  readonly dialect: DialectId
  /** The dialect's name of it, such as `web_search_20250305`. */
  readonly name: string
  readonly value: Fields
}

export type ToolChoice =
  | { readonly type: 'auto' | 'none' | 'required' }
  /** Exactly this one. */
  | {
      readonly type: 'tool'
      readonly name: string
      readonly custom?: boolean | undefined
      readonly namespace?: string | undefined
    }
  /** One of these (`allowed_tools`, Gemini's `allowedFunctionNames`). */
  | { readonly type: 'allowed'; readonly names: readonly string[]; readonly required: boolean }
  /** A choice that only its dialect has (a server tool by name). */
  | { readonly type: 'native'; readonly dialect: DialectId; readonly value: unknown }

/** How much the model shall think, and what is shown of it. */
export interface ReasoningWish {
  /** `off` was said expressly; `adaptive` leaves the amount to the model. */
  readonly mode?: 'on' | 'off' | 'adaptive' | undefined
  /** `none`, `minimal`, `low`, `medium`, `high`, `xhigh`, `max`. */
  readonly effort?: string | undefined
  readonly budgetTokens?: number | undefined
  /** Whether thoughts are to be shown (Gemini `includeThoughts`, Anthropic `display`, Responses `summary`). */
  readonly show?: boolean | undefined
  /** OpenAI's `auto`, `concise`, `detailed`. */
  readonly summary?: string | undefined
  /** Sealed thoughts are wanted back (Responses `include: ["reasoning.encrypted_content"]`). */
  readonly sealed?: boolean | undefined
  /** The dialect's own fields of it where it has several forms (`thinking`, `enable_thinking`), written out again by it. */
  readonly native?: { readonly dialect: DialectId; readonly value: Fields } | undefined
}

export type OutputFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json' }
  | {
      readonly type: 'json-schema'
      readonly name?: string | undefined
      readonly description?: string | undefined
      readonly schema: Fields
      readonly strict?: boolean | undefined
    }

export interface ChatReply {
  readonly id?: string | undefined
  /** As the provider names it. */
  readonly model?: string | undefined
  /** Seconds since the epoch. */
  readonly created?: number | undefined
  readonly choices: readonly Choice[]
  readonly usage?: UsageReport | undefined
  readonly serviceTier?: string | undefined
  readonly extra?: Extra | undefined
}

export interface Choice {
  readonly parts: readonly Part[]
  /** Absent where the reply was cut off. */
  readonly finish?: Finish | undefined
  /** In OpenAI's form (`{content: [...], refusal: [...]}`) or Gemini's, tagged. */
  readonly logprobs?: { readonly dialect: DialectId; readonly value: unknown } | undefined
  readonly extra?: Extra | undefined
}

export interface Finish {
  readonly reason: FinishReason
  /** The dialect's own word, written out again by that dialect. */
  readonly native?: { readonly dialect: DialectId; readonly value: string } | undefined
  /** The stop sequence that ended it, where it is known. */
  readonly stopSequence?: string | undefined
  readonly extra?: Extra | undefined
}

export type FinishReason =
  | 'stop'
  /** A stop sequence of the request was met. */
  | 'stop-sequence'
  | 'length'
  | 'tool-calls'
  /** A filter of the provider's ended or hid the answer. */
  | 'content-filter'
  /** The model itself would not. */
  | 'refusal'
  /** The provider stopped in the middle of a long turn: the client sends the reply back to go on. */
  | 'pause'
  | 'context-length'
  | 'error'
  | 'other'

/** Tokens, and the provider's usage object as it came. */
export interface UsageReport {
  readonly tokens: Usage
  readonly dialect: DialectId
  readonly raw: unknown
}

/**
 * A reply as it comes. Parts open, grow and close; several may be open at once (OpenAI's parallel tool calls). Indices
 * count from 0 in each choice, in the order of opening, and are never used twice.
 */
export type ChatEvent =
  | {
      readonly type: 'start'
      readonly id?: string | undefined
      readonly model?: string | undefined
      readonly created?: number | undefined
      readonly extra?: Extra | undefined
    }
  /** A part begins; its `text` or `args` are what is known already, often ''. Media and native parts are whole. */
  | { readonly type: 'open'; readonly choice: number; readonly index: number; readonly part: Part }
  /** More of the text (text, reasoning, refusal) or of the args (tool-call). Never ''. */
  | { readonly type: 'delta'; readonly choice: number; readonly index: number; readonly text: string }
  /** What became known of an open part besides its text: seal, citations, extra, or a native part's final value. */
  | { readonly type: 'amend'; readonly choice: number; readonly index: number; readonly part: PartAmendment }
  | { readonly type: 'close'; readonly choice: number; readonly index: number }
  | {
      readonly type: 'finish'
      readonly choice: number
      readonly finish: Finish
      readonly logprobs?: Choice['logprobs']
      readonly extra?: Extra | undefined
    }
  /** May come more than once (Gemini tells it in every chunk): the last one counts. */
  | { readonly type: 'usage'; readonly usage: UsageReport; readonly serviceTier?: string | undefined }
  | { readonly type: 'error'; readonly error: StreamError }
  /** The stream's own end (`[DONE]`, `message_stop`, `response.completed`). */
  | { readonly type: 'end'; readonly extra?: Extra | undefined }

export interface PartAmendment {
  readonly seal?: Seal | undefined
  readonly citations?: TextPart['citations']
  readonly extra?: Extra | undefined
  readonly id?: string | undefined
  readonly value?: Fields | undefined
}

/** An error that a provider told in the middle of a stream. */
export interface StreamError {
  readonly code: string | null
  readonly message: string
}
