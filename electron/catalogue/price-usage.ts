import type { Price } from '../../shared/config/document.ts'
import type { CostLine } from '../../shared/domain/request-log.ts'
import { picosPerToken } from '../../shared/domain/money.ts'
import type { Usage } from '../../shared/domain/usage.ts'
import type { PriceEntry, Priced, Rates } from './catalogue.ts'

const UNKNOWN: Priced = { nanos: null, cost: null }

/**
 * What a request cost: each count times its price, summed in pico-dollars and rounded once, half up, to nano-dollars.
 *
 * Unknown where there is no price, or where a count that isn't known meets a price that isn't 0, or a count that isn't
 * 0 has no price. Three prices stand in for ones that a table lacks, as providers bill it: `input` for what is read from
 * or written to a cache and for sound, `output` for reasoning and for sound. Where an input size begins a tier, the
 * tier's rates hold for the whole request (Anthropic, Google, OpenAI and xAI bill it so).
 */
export function priceUsage(entry: PriceEntry | null, usage: Usage): Priced {
  if (entry === null) return UNKNOWN
  const rates = ratesFor(entry, usage)
  const parts = partsOf(usage, rates)
  const lines: CostLine[] = []
  let total = 0n
  for (const { what, count, price } of parts) {
    if (count === 0 || (count === null && price === 0)) continue
    if (count === null || price === undefined) return UNKNOWN
    const picos = BigInt(count) * BigInt(price)
    total += picos
    lines.push({ what, count, price, nanos: unroundedNanos(picos) })
  }
  // An answer without a single count was not counted, whatever the price.
  if (usage.input === null && usage.output === null) return UNKNOWN
  const nanos = (total + 500n) / 1000n
  if (nanos > BigInt(Number.MAX_SAFE_INTEGER)) return UNKNOWN
  return { nanos: Number(nanos), cost: { price_id: entry.id, lines } }
}

/** Exact to its three decimals up to 9,000 USD, where a float has no place left for them. */
function unroundedNanos(picos: bigint): number {
  return picos <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(picos) / 1000 : Number(picos / 1000n)
}

/** The entry of a price that the configuration gives for a model, in USD per million tokens and USD a request. */
export function priceOfOverride(id: string, price: Price): PriceEntry {
  const rates = {
    input: picosPerToken(price.input),
    output: picosPerToken(price.output),
    ...(price.cache_read === undefined ? {} : { cacheRead: picosPerToken(price.cache_read) }),
    ...(price.cache_write === undefined ? {} : { cacheWrite: picosPerToken(price.cache_write) }),
    ...(price.reasoning === undefined ? {} : { reasoning: picosPerToken(price.reasoning) }),
    ...(price.request === undefined ? {} : { request: Math.round(price.request * 1e12) })
  }
  return { id, rates, tiers: [] }
}

/** The rates of the highest tier that the whole input, cached tokens included, is above. */
function ratesFor({ rates, tiers }: PriceEntry, usage: Usage): Rates {
  const size = (usage.input ?? 0) + (usage.cache_read ?? 0) + (usage.cache_write ?? 0)
  return tiers.findLast(({ aboveInputTokens }) => size > aboveInputTokens)?.rates ?? rates
}

interface Part {
  readonly what: string
  /** null: unknown. */
  readonly count: number | null
  /** Pico-dollars; undefined: unknown. */
  readonly price: number | undefined
}

/** Reasoning and sound are parts of input and output: they get lines of their own only where their prices differ. */
function partsOf(usage: Usage, rates: Rates): readonly Part[] {
  const { input, output } = rates
  const inputAudio = within(usage.input_audio, usage.input, rates.inputAudio, input)
  const outputAudio = within(usage.output_audio, usage.output, rates.outputAudio, output)
  const reasoning = within(usage.reasoning, less(usage.output, outputAudio), rates.reasoning, output)
  return [
    { what: 'input', count: less(usage.input, inputAudio), price: input },
    { what: 'input_audio', count: inputAudio, price: rates.inputAudio },
    // Providers that don't tell of their caches have billed all input as input.
    { what: 'cache_read', count: usage.cache_read ?? 0, price: rates.cacheRead ?? input },
    { what: 'cache_write', count: usage.cache_write ?? 0, price: rates.cacheWrite ?? input },
    {
      what: 'output',
      count: less(less(usage.output, outputAudio), reasoning),
      price: output ?? outputOf(usage)
    },
    { what: 'output_audio', count: outputAudio, price: rates.outputAudio },
    { what: 'reasoning', count: reasoning, price: rates.reasoning },
    { what: 'request', count: rates.request === undefined ? 0 : 1, price: rates.request }
  ]
}

/** Embeddings have no output and no price of it: not counted is then nothing to count. */
function outputOf(usage: Usage): number | undefined {
  return usage.output === null ? 0 : undefined
}

/** How much of a whole is billed at a price of its own: nothing where it has none, never more than there is. */
function within(
  part: number | null | undefined,
  whole: number | null,
  own: number | undefined,
  common: number | undefined
): number {
  if (own === undefined || own === common) return 0
  return Math.min(part ?? 0, whole ?? 0)
}

function less(whole: number | null, part: number): number | null {
  return whole === null ? null : whole - part
}
