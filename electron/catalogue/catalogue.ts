import type { Price } from '../../shared/config/document.ts'
import type { Cost } from '../../shared/domain/request-log.ts'
import type { Usage } from '../../shared/domain/usage.ts'

/** Rates of one tier: integer pico-dollars a token; undefined: not billed apart. */
export interface Rates {
  readonly input?: number
  readonly output?: number
  readonly cacheRead?: number
  readonly cacheWrite?: number
  readonly reasoning?: number
  readonly inputAudio?: number
  readonly outputAudio?: number
  readonly outputImage?: number
  readonly cacheReadAudio?: number
  /** What is kept in the cache for an hour; undefined: as what is kept for minutes. */
  readonly cacheWrite1h?: number
  /** Pico-dollars a request. */
  readonly request?: number
  /** Pico-dollars a search of the web. */
  readonly webSearch?: number
}

/** The price of a model: base rates, and higher tiers that apply to the whole request above an input size. */
export interface PriceEntry {
  /** Source, model and date, such as `genai-prices:openai/gpt-4o@2026-08-21`, or `override:ACCOUNT/MODEL`. */
  readonly id: string
  readonly rates: Rates
  readonly tiers: readonly { readonly aboveInputTokens: number; readonly rates: Rates }[]
}

export type Modality = 'text' | 'image' | 'audio' | 'video' | 'file'

/** What is known of a model besides its price; null: not known. */
export interface ModelFacts {
  /** What its maker calls it, such as `Claude Sonnet 4.5`. */
  readonly displayName: string | null
  readonly contextWindow: number | null
  readonly maxOutput: number | null
  readonly inputModalities: readonly Modality[] | null
  readonly outputModalities: readonly Modality[] | null
  /** Whether it thinks, or can be asked to. */
  readonly reasoning: boolean | null
  /** Whether it calls tools. */
  readonly tools: boolean | null
  readonly type: 'chat' | 'embedding' | 'image' | 'speech' | 'transcription' | 'moderation' | 'rerank' | null
}

/** The bundled tables of prices and model facts; loaded at the first look-up. */
export interface Catalogue {
  /** null: unknown. `time` (ms since the epoch) picks among dated prices. */
  price(table: string | null, model: string, time: number): PriceEntry | null
  facts(table: string | null, model: string): ModelFacts
  /** Where the figures come from and their dates, for the window's "about". */
  sources(): readonly { readonly name: string; readonly date: string }[]
}

export interface Priced {
  /** Integer nano-dollars; null: unknown. */
  readonly nanos: number | null
  readonly cost: Cost | null
  /** What the sum leaves out, in words for the log row; undefined: nothing. The cost is then an estimate. */
  readonly leftOut?: string
}

/** Signatures that the rest of the program relies on (see `price-usage.ts`). */
export type PriceUsage = (entry: PriceEntry | null, usage: Usage) => Priced
export type PriceEntryOfOverride = (id: string, price: Price) => PriceEntry
