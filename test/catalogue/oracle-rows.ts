import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIALECTS } from '../../electron/dialects/all-dialects.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Usage } from '../../shared/domain/usage.ts'

type Fields = Readonly<Record<string, unknown>>

/** A price that genai-prices computed with its own code for a provider, reading the usage as one of its forms. */
export interface OraclePrice {
  readonly provider_id: string
  readonly api_flavor: string
  /** USD, as decimal text; left out where the provider doesn't have the model. */
  readonly input_price?: string
  readonly output_price?: string
  readonly total_price?: string
}

/** Token counts that it read; parts are in their wholes, what was cached in the input. */
export interface OracleUsage {
  readonly input_tokens?: number
  readonly output_tokens?: number
  readonly cache_read_tokens?: number
  readonly cache_write_tokens?: number
  readonly output_reasoning_tokens?: number
}

export interface OracleRow {
  readonly model?: string
  readonly body: { readonly usage?: Fields; readonly usageMetadata?: Fields; readonly meta?: Fields }
  readonly extracted: readonly {
    readonly usage: OracleUsage
    readonly extractors: readonly OraclePrice[]
  }[]
}

/** One reading of one row. */
export interface Reading {
  readonly row: number
  readonly model: string | undefined
  readonly raw: Fields
  /** Provider and form, such as `azure/responses`. */
  readonly who: string
  readonly ours: Usage
  readonly usage: OracleUsage
  /** Nano-dollars; null where it has no price of the model. */
  readonly nanos: number | null
}

export interface Oracle {
  /** When it was computed: noon, by DeepSeek's daytime prices (00:30 to 16:30 UTC). */
  readonly time: number
  readonly rows: readonly OracleRow[]
}

export function readOracle(data: string): Oracle {
  const text = readFileSync(join(data, 'prices', 'usage-oracle.json'), 'utf8')
  const { _meta: meta, rows }: { _meta: { date: string }; rows: OracleRow[] } = JSON.parse(text)
  return { time: Date.parse(`${meta.date.slice(0, 10)}T12:00:00Z`), rows }
}

/** Which of our dialects reads usage as this form does; null for forms of dialects that there are none of yet. */
function dialectOf({ provider_id: provider, api_flavor: flavor }: OraclePrice): DialectId | null {
  // Its other form (`tokens`) counts what is not billed.
  if (provider === 'cohere') return flavor === 'default' || flavor === 'embeddings' ? 'cohere-chat' : null
  if (flavor === 'anthropic') return 'anthropic-messages'
  if (flavor === 'responses') return 'openai-responses'
  if (flavor === 'chat' || flavor === 'embeddings') return 'openai-chat'
  if (provider === 'anthropic') return 'anthropic-messages'
  if (provider === 'google') return 'gemini'
  if (provider === 'aws' && flavor === 'default') return 'bedrock-converse'
  return ['groq', 'mistral', 'perplexity', 'x-ai'].includes(provider) ? 'openai-chat' : null
}

/** All readings of a row that one of our dialects can make too. */
export function readingsOf({ model, body, extracted }: OracleRow, row: number): Reading[] {
  return extracted.flatMap(({ usage, extractors }) =>
    extractors.flatMap((price) => {
      const dialect = dialectOf(price)
      const raw = dialect === 'gemini' ? body.usageMetadata : (body.usage ?? cohereMeta(dialect, body))
      if (dialect === null || raw === undefined) return []
      const who = `${price.provider_id}/${price.api_flavor}`
      return [{ row, model, raw, who, ours: DIALECTS[dialect].readUsage(raw), usage, nanos: nanosOf(price) }]
    })
  )
}

/** Embeddings of Cohere's have their units there. */
function cohereMeta(dialect: DialectId | null, { meta }: OracleRow['body']): Fields | undefined {
  return dialect === 'cohere-chat' ? meta : undefined
}

/** Decimal USD in whole nano-dollars, half up, without a float in between. */
function nanosOf({
  input_price: input,
  output_price: output,
  total_price: total
}: OraclePrice): number | null {
  if (input === undefined && output === undefined && total === undefined) return null
  const parts = total === undefined ? [input ?? '0', output ?? '0'] : [total]
  const scaled = parts.reduce((sum, part) => sum + scaledOf(part), 0n)
  return Number((scaled + 500_000_000n) / 1_000_000_000n)
}

/** In units of 1e-18 USD. */
function scaledOf(usd: string): bigint {
  const [mantissa = '0', exponent = '0'] = usd.toLowerCase().split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  const places = 18 + Number(exponent) - fraction.length
  return BigInt(whole + fraction) * 10n ** BigInt(places)
}
