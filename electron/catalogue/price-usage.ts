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
  const leftOut = leftOutOf(usage, rates)
  const cost = { price_id: entry.id, lines }
  return { nanos: Number(nanos), cost, ...(leftOut === null ? {} : { leftOut }) }
}

/** What was used at prices that are not known here: the rest of the sum is still worth more than nothing. */
function leftOutOf(
  { other_models: others = 0, web_searches: searches = 0 }: Usage,
  rates: Rates
): string | null {
  if (others > 0) return `the cost leaves out ${others} tokens that other models used for the request`
  if (searches > 0 && rates.webSearch === undefined)
    return `the cost leaves out the fee of ${searches} searches of the web`
  return null
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
    // Whoever gives a price for all output means that of pictures, too.
    outputImage: picosPerToken(price.output),
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

/**
 * Reasoning, sound, pictures and what a cache keeps for an hour are parts of other counts: they get lines of their own
 * only where their prices differ.
 */
function partsOf(usage: Usage, rates: Rates): readonly Part[] {
  const { input, output } = rates
  // Providers that don't tell of their caches have billed all input as input.
  const read = { whole: usage.cache_read ?? 0, price: rates.cacheRead ?? input }
  const written = { whole: usage.cache_write ?? 0, price: rates.cacheWrite ?? input }
  const inputAudio = within(usage.input_audio, usage.input, rates.inputAudio, input)
  const readAudio = within(usage.cache_read_audio, read.whole, rates.cacheReadAudio, read.price)
  const writtenHour = within(usage.cache_write_1h, written.whole, rates.cacheWrite1h, written.price)
  const outputAudio = within(usage.output_audio, usage.output, rates.outputAudio, output)
  const heard = less(usage.output, outputAudio)
  const outputImage = isDrawnUnpriced(usage, rates)
    ? (usage.output_image ?? 0)
    : within(usage.output_image, heard, rates.outputImage, output)
  const seen = less(heard, outputImage)
  const reasoning = within(usage.reasoning, seen, rates.reasoning, output)
  const searches = rates.webSearch === undefined ? 0 : (usage.web_searches ?? 0)
  return [
    { what: 'input', count: less(usage.input, inputAudio), price: input },
    { what: 'input_audio', count: inputAudio, price: rates.inputAudio },
    { what: 'cache_read', count: read.whole - readAudio, price: read.price },
    { what: 'cache_read_audio', count: readAudio, price: rates.cacheReadAudio },
    { what: 'cache_write', count: written.whole - writtenHour, price: written.price },
    { what: 'cache_write_1h', count: writtenHour, price: rates.cacheWrite1h },
    { what: 'output', count: less(seen, reasoning), price: output ?? outputOf(usage) },
    { what: 'output_audio', count: outputAudio, price: rates.outputAudio },
    { what: 'output_image', count: outputImage, price: rates.outputImage },
    { what: 'reasoning', count: reasoning, price: rates.reasoning },
    { what: 'web_search', count: searches, price: rates.webSearch },
    { what: 'request', count: rates.request === undefined ? 0 : 1, price: rates.request }
  ]
}

/** Where a model draws and says nothing, a price of text is not that of what it drew: it must have its own. */
function isDrawnUnpriced({ output, output_image: drawn }: Usage, rates: Rates): boolean {
  return rates.outputImage === undefined && drawn !== undefined && drawn > 0 && drawn === output
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
