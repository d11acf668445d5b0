import type { Modality, ModelFacts, Rates } from './catalogue.ts'

/**
 * The form of `prices.json`, which `scripts/build-catalogue.ts` makes out of public price tables: figures only, as
 * short as they can be while a person can still read them.
 */
export interface PricesFile {
  /** Where the figures are from; entries name their source by its place in this list. */
  readonly sources: readonly { readonly name: string; readonly date: string }[]
  /** By the `priceTable` of a provider. */
  readonly tables: Readonly<Record<string, TableForm>>
}

export interface TableForm {
  /** Tried in order, the first match counts, as genai-prices does it. */
  readonly rules: readonly RuleForm[]
  /** A table whose rules are used here too: another door to the same models at the same prices. */
  readonly rulesOf?: string
  /** Pico-dollars a search of the web, the same for all models. */
  readonly webSearch?: number
  /** Tables whose rules are tried after these, for models that the provider resells at their maker's price. */
  readonly resells?: readonly string[]
  /** What the tables without rules say, by model id in lower case; prices only where no rule has one. */
  readonly models: Readonly<Record<string, ModelForm>>
}

export interface RuleForm {
  readonly id: string
  /** Any of these: `=equal`, `^start`, `$end`, `*within` or `/regular expression`; left out: `=id`. */
  readonly match?: readonly string[]
  /** Left out: the table lists the model, but no price of it. */
  readonly price?: PriceForm
  /** Prices that hold at times: the last one that holds counts, else the first. */
  readonly dated?: readonly DatedPriceForm[]
  readonly context?: number
}

/** `''`: always; `2026-09-01`: from that day; `00:30-16:30`: daily, between these times. All UTC. */
type DatedPriceForm = readonly [when: string, price: PriceForm]

/** Base rates, then the rates above an input size. */
export type PriceForm = readonly [
  base: RatesForm,
  ...tiers: (readonly [aboveInputTokens: number, rates: RatesForm])[]
]

/** Pico-dollars in the order of `RATE_ORDER`; null and what is cut off at the end: not billed apart. */
export type RatesForm = readonly (number | null)[]

export interface ModelForm {
  readonly price?: PriceForm
  /** Source of `price`. */
  readonly from?: number
  readonly context?: number
  readonly output?: number
  /** What a person calls it; left out: as its id. */
  readonly name?: string
  /** Kinds of input and of output, a letter each: those of `MODALITIES`. */
  readonly takes?: string
  readonly gives?: string
  /** `r`: it thinks, `t`: it calls tools; left out: not known. */
  readonly does?: string
  /** Left out: a chat model. `?`: none of the types that there are. */
  readonly type?: NonNullable<ModelFacts['type']> | '?'
}

/** Letters of `takes` and `gives`. */
const MODALITIES: Readonly<Record<string, Modality>> = {
  t: 'text',
  i: 'image',
  a: 'audio',
  v: 'video',
  f: 'file'
}

const RATE_ORDER = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'reasoning',
  'request',
  'inputAudio',
  'outputAudio',
  'outputImage',
  'cacheReadAudio',
  'cacheWrite1h'
] as const satisfies readonly (keyof Rates)[]

/** Kinds of input or output in their short form, always in the same order; `pdf` is a file. */
export function toModalitiesForm(kinds: readonly string[]): string {
  const known = kinds.map((kind) => (kind === 'pdf' ? 'file' : kind))
  return Object.entries(MODALITIES)
    .filter(([, kind]) => known.includes(kind))
    .map(([letter]) => letter)
    .join('')
}

/** The kinds of a short form. */
export function fromModalitiesForm(form: string): readonly Modality[] {
  return form.split('').flatMap((letter) => MODALITIES[letter] ?? [])
}

/** Rates in their short form. */
export function toRatesForm(rates: Rates): RatesForm {
  const form = RATE_ORDER.map((name) => rates[name] ?? null)
  return form.slice(0, form.findLastIndex((rate) => rate !== null) + 1)
}

/** The rates of a short form. */
export function fromRatesForm(form: RatesForm): Rates {
  return Object.fromEntries(
    RATE_ORDER.flatMap((name, at) => (form[at] === null || form[at] === undefined ? [] : [[name, form[at]]]))
  )
}
