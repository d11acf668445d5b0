import type { ModelEntry } from '../../shared/config/document.ts'
import type { DialectId, Quirks } from '../../shared/domain/dialect.ts'

/** A provider is data: which dialect it speaks, where, how one signs in, which quirks it has. */
export interface Provider {
  readonly id: string
  readonly name: string
  /** Short names usable before the slash of a model name. */
  readonly aliases: readonly string[]
  /** One sentence for whoever picks it in the window. */
  readonly about: string
  /**
   * The chat dialects that it speaks, the one first that requests in other dialects are translated to. A request in one
   * of them passes through as it is.
   */
  readonly dialects: readonly DialectId[]
  /** How a key is sent: `authorization: Bearer`, or bare in the header of this name. */
  readonly keyHeader?: 'x-api-key' | 'x-goog-api-key' | 'api-key'
  /** The key is sent as `authorization: Bearer` too: servers of this kind differ in which of the two they read. */
  readonly bearerToo?: boolean
  /** Path up to its version that is added to a base URL without one (`openai/v1`; '': none); left out: `v1`. */
  readonly version?: string
  /** null: the account must say (`openai-compatible`). */
  readonly baseUrl: string | null
  /** What it looks like where the account must say, the parts to fill in as CAPITALS. */
  readonly baseUrlExample?: string
  /**
   * A service of AWS, by the name that stands in its signatures: accounts may sign with static keys instead of a key, and
   * name a region, which then stands for REGION in the example of the base URL.
   */
  readonly awsService?: string
  /** Where its models are listed, as a link that stands in its base URL; left out: `models`. */
  readonly modelsPath?: string
  readonly needsKey: boolean
  /** Where a key is made; null where there are none. */
  readonly keyUrl: string | null
  /** Sent with every request; the client's own `anthropic-version` stands over the one that is named here. */
  readonly headers?: Readonly<Record<string, string>>
  /** How it differs from its dialects' own provider. */
  readonly quirks?: Quirks
  /** Body fields that choose a model or tier besides `model` (OpenRouter's `models`): each must be in scope. */
  readonly modelFields?: readonly string[]
  /** What it takes for requests of a kind that name no model. */
  readonly defaultModels?: { readonly [type in NonNullable<ModelEntry['type']>]?: string }
  /** Key under which the price tables list it; null: prices are not known (local and unknown servers). */
  readonly priceTable: string | null
}
