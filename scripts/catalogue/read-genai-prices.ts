import type { Rates } from '../../electron/catalogue/catalogue.ts'
import { toRatesForm, type PriceForm, type RuleForm } from '../../electron/catalogue/prices-form.ts'
import { picosPerToken } from '../../shared/domain/money.ts'
import type { GenaiClause, GenaiConstraint, GenaiModel, GenaiRates } from './source-tables.ts'

const RATE_OF = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite',
  input_audio_mtok: 'inputAudio',
  output_audio_mtok: 'outputAudio',
  cache_audio_read_mtok: 'cacheReadAudio'
} as const satisfies Partial<Record<keyof GenaiRates, keyof Rates>>

/** A model of genai-prices as a rule of ours. */
export function readGenaiPrices(model: GenaiModel): RuleForm {
  const id = model.id.toLowerCase()
  const clauses = ('or' in model.match ? model.match.or : [model.match]).map(clauseForm)
  const match = clauses.length === 1 && clauses[0] === `=${id}` ? {} : { match: clauses }
  const context = model.context_window === undefined ? {} : { context: model.context_window }
  return { id, ...match, ...pricesOf(model), ...context }
}

function clauseForm(clause: GenaiClause): string {
  if ('equals' in clause) return `=${clause.equals.toLowerCase()}`
  if ('starts_with' in clause) return `^${clause.starts_with.toLowerCase()}`
  if ('ends_with' in clause) return `$${clause.ends_with.toLowerCase()}`
  if ('contains' in clause) return `*${clause.contains.toLowerCase()}`
  return `/${clause.regex}`
}

function pricesOf(model: GenaiModel): Pick<RuleForm, 'price' | 'dated'> {
  if (!Array.isArray(model.prices)) {
    const price = priceForm(model.prices, model.id)
    return price === null ? {} : { price }
  }
  const dated = model.prices.flatMap(({ constraint, prices }) => {
    const price = priceForm(prices, model.id)
    return price === null ? [] : [[when(constraint), price] as const]
  })
  return dated.length === 0 ? {} : { dated }
}

/**
 * genai-prices lists free models and those that it has no figure of alike, with an empty price: free is only what is
 * also called so (OpenRouter's `:free`).
 */
function priceForm(rates: GenaiRates, id: string): PriceForm | null {
  const starts = new Set<number>()
  for (const name of Object.keys(RATE_OF) as (keyof typeof RATE_OF)[]) {
    const value = rates[name]
    if (typeof value === 'object') for (const tier of value.tiers) starts.add(tier.start)
  }
  const base = ratesAbove(rates, 0)
  if (Object.keys(base).length === 0) return id.endsWith(':free') ? [[0, 0]] : null
  const tiers = [...starts]
    .sort((a, b) => a - b)
    .map((start) => [start, toRatesForm(ratesAbove(rates, start))] as const)
  return [toRatesForm(base), ...tiers]
}

/** The rates of a request whose input is above so many tokens (0: the base). */
function ratesAbove(rates: GenaiRates, tokens: number): Rates {
  const picked: Partial<Record<keyof Rates, number>> = {}
  for (const [name, rate] of Object.entries(RATE_OF) as [keyof typeof RATE_OF, keyof Rates][]) {
    const value = rates[name]
    if (value === undefined) continue
    const tier = typeof value === 'object' ? value.tiers.findLast(({ start }) => start <= tokens) : undefined
    picked[rate] = picosPerToken(typeof value === 'number' ? value : (tier?.price ?? value.base))
  }
  // USD per thousand requests, in pico-dollars a request.
  if (rates.requests_kcount !== undefined) picked.request = Math.round(rates.requests_kcount * 1e9)
  return picked
}

function when(constraint: GenaiConstraint | undefined): string {
  if (constraint === undefined) return ''
  if ('start_date' in constraint) return constraint.start_date
  return `${utcTime(constraint.start_time)}-${utcTime(constraint.end_time)}`
}

function utcTime(text: string): string {
  const time = /^(\d\d:\d\d):00Z$/.exec(text)?.[1]
  if (time === undefined) throw new Error(`not a UTC time of whole minutes: ${text}`)
  return time
}
