/** What an independent reader finds in a request or a reply, in one form for all dialects, so that two can be compared. */
export interface RequestReading {
  /** Texts of system and developer messages and instructions. */
  readonly system: readonly string[]
  readonly items: readonly Item[]
  readonly tools: readonly ToolReading[]
  readonly limits: Limits
  /** `auto` (also where nothing is said), `none`, `required`, `tool NAME`, `allowed A B`, or another word as it stands. */
  readonly choice: string
  /** `text` (also where nothing is said), `json`, `schema a b` with the names of its properties. */
  readonly format: string
  /** `adaptive`: as the model sees fit. */
  readonly thinking: 'on' | 'off' | 'unsaid' | 'adaptive'
  readonly parallel: boolean | null
  /** Kinds of parts and tools that only this dialect has. */
  readonly native: readonly string[]
}

export type Item =
  | { readonly kind: 'text'; readonly role: 'user' | 'assistant'; readonly text: string }
  | { readonly kind: 'media'; readonly role: 'user' | 'assistant'; readonly print: string }
  | { readonly kind: 'reasoning'; readonly text: string; readonly seal: string }
  | { readonly kind: 'call'; readonly id: string; readonly name: string; readonly args: string }
  | {
      readonly kind: 'result'
      /** Which of the calls it answers, counted from 0; -1 where there is none. */
      readonly of: number
      readonly text: string
      readonly media: readonly string[]
    }

export interface ToolReading {
  readonly name: string
  readonly custom: boolean
  /** Names of the properties of its schema, in order of the alphabet. */
  readonly properties: readonly string[]
}

export interface Limits {
  readonly maxTokens: number | null
  readonly temperature: number | null
  readonly topP: number | null
  readonly topK: number | null
  readonly presence: number | null
  readonly frequency: number | null
  readonly seed: number | null
  readonly choices: number | null
  readonly stop: readonly string[]
}

export interface ReplyReading {
  readonly choices: readonly ChoiceReading[]
  readonly usage: UsageReading | null
  /** What a stream broke of its dialect's rules; empty for whole replies. */
  readonly broken: readonly string[]
  /** The message of an error event. */
  readonly error: string | null
}

export interface ChoiceReading {
  readonly text: string
  readonly reasoning: string
  readonly refusal: string
  readonly calls: readonly { readonly name: string; readonly args: string; readonly id: string }[]
  readonly media: readonly string[]
  readonly native: readonly string[]
  readonly finish: FinishClass | null
  /** What stands for the model's thoughts, as it came. */
  readonly seals: readonly string[]
}

export type FinishClass = 'stop' | 'length' | 'tool' | 'filter' | 'pause' | 'error' | 'other'

/** Tokens; null where nothing is said. */
export interface UsageReading {
  /** All input, also what was read from or written to a cache. */
  readonly input: number | null
  readonly cached: number | null
  readonly output: number | null
  readonly reasoning: number | null
}

export const NO_LIMITS: Limits = {
  maxTokens: null,
  temperature: null,
  topP: null,
  topK: null,
  presence: null,
  frequency: null,
  seed: null,
  choices: null,
  stop: []
}
