import type { AwsKeys } from '../../shared/domain/aws-keys.ts'
import type { ModelEntry } from '../../shared/config/document.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'
import type { PriceEntry } from '../catalogue/catalogue.ts'
import type { Provider } from '../providers/provider.ts'

/** A provider key that is at hand: only the main side ever holds one. */
export interface AccountKey {
  /** Such as `keychain://cerebras-main`: what logs and notices may show. */
  readonly reference: string
  readonly value: string
}

/** A model of an account, ready to be asked for. */
export interface ModelRuntime {
  readonly id: string
  /** `account/id`: the canonical name, what token scopes match. */
  readonly name: string
  readonly upstreamId: string
  readonly type: NonNullable<ModelEntry['type']>
  /** The account's own price; null: ask the catalogue. */
  readonly priceOverride: PriceEntry | null
}

/** An account with its references resolved. */
export interface AccountRuntime {
  readonly name: string
  readonly provider: Provider
  /** Scheme, host and port, such as `https://api.cerebras.ai`. */
  readonly origin: string
  /** What it speaks, the one first that other dialects are translated to: the account's own list or its provider's. */
  readonly dialects: readonly DialectId[]
  /** Path before `/chat/completions`, version included, without a trailing slash, such as `/v1`. */
  readonly basePath: string
  readonly keys: readonly AccountKey[]
  /** What its requests are signed with, where it signs in so; null: keys and headers are all. */
  readonly aws: AwsKeys | null
  /** Extra headers of catalogue and account, lower-case names, secrets resolved. */
  readonly headers: Readonly<Record<string, string>>
  readonly models: ReadonlyMap<string, ModelRuntime>
  /** Takes any other model name too. */
  readonly any: boolean
  readonly allowLinkLocal: boolean
  readonly state: 'ready' | 'disabled' | 'unavailable'
  /** Why it is not ready and what to do; null where it is. */
  readonly notice: string | null
}

export interface TokenRuntime {
  readonly name: string
  /** Milliseconds since the epoch; null: never. */
  readonly expiresAt: number | null
  readonly enabled: boolean
  readonly payloads: boolean
  /** Whether the token may use the model of this canonical name (`account/model`). */
  allows(name: string): boolean
}

/** What a model name means. */
export type Resolution =
  | { readonly kind: 'found'; readonly account: AccountRuntime; readonly model: ModelRuntime }
  /** Several accounts fit: their full names. */
  | { readonly kind: 'ambiguous'; readonly names: readonly string[] }
  /** Nothing fits: the nearest names there are, best first, at most three. */
  | { readonly kind: 'none'; readonly nearest: readonly string[] }

/** One revision compiled into look-up tables. Immutable: swapped whole, a request keeps the one that it started with. */
export interface Snapshot {
  readonly revision: number
  readonly accounts: ReadonlyMap<string, AccountRuntime>
  readonly tokens: ReadonlyMap<string, TokenRuntime>
  /** The token whose value has this SHA-256 (hex), expired and disabled ones included; rotated ones while in grace. */
  findToken(hash: string, now: number): TokenRuntime | undefined
  resolveModel(name: string): Resolution
  /** Things the person should know: a missing variable, a token without a value. */
  readonly notices: readonly string[]
}
