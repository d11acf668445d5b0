/** A provider is data: which dialect it speaks, where, how one signs in, which quirks it has. */
export interface Provider {
  readonly id: string
  readonly name: string
  /** Short names usable before the slash of a model name. */
  readonly aliases: readonly string[]
  /** One sentence for whoever picks it in the window. */
  readonly about: string
  readonly dialect: 'openai-chat'
  /** null: the account must say (`openai-compatible`). */
  readonly baseUrl: string | null
  readonly needsKey: boolean
  /** Where a key is made; null where there are none. */
  readonly keyUrl: string | null
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>
  /**
   * How token usage of a stream is had: `ask` adds `stream_options.include_usage`, `always` is sent unasked (and the
   * option is not understood).
   */
  readonly streamUsage: 'ask' | 'always'
  /** Body fields that choose a model or tier besides `model` (OpenRouter's `models`): each must be in scope. */
  readonly modelFields?: readonly string[]
  /** Key under which the price tables list it; null: prices are not known (local and unknown servers). */
  readonly priceTable: string | null
}
