import type { Catalogue, ModelFacts, PriceEntry, Rates } from './catalogue.ts'
import { findRule } from './find-rule.ts'
import { loadPrices } from './load-prices.cjs'
import {
  fromModalitiesForm,
  fromRatesForm,
  type ModelForm,
  type PriceForm,
  type PricesFile,
  type RatesForm,
  type RuleForm,
  type TableForm
} from './prices-form.ts'

/** What the tables say of a model; the same for all times. */
interface Found {
  readonly table: string
  readonly rule: RuleForm | undefined
  readonly model: ModelForm | undefined
  /** Entries by their dated form (or none), so that a request gets the same object as the one before it. */
  readonly entries: Map<string, PriceEntry | null>
}

/** Names come from clients, so what is remembered of them must have an end. */
const REMEMBERED = 2000
const UNKNOWN_FACTS: ModelFacts = {
  displayName: null,
  contextWindow: null,
  maxOutput: null,
  inputModalities: null,
  outputModalities: null,
  reasoning: null,
  tools: null,
  type: null
}
const DAY_START = 11
const NO_MODEL: ModelForm = {}

/**
 * The bundled prices and facts. Opening costs nothing: the tables are read at the first look-up. A model is looked up
 * once and then remembered, so that a look-up on the path of a request is one or two in maps.
 */
export function openCatalogue(load: () => PricesFile = loadPrices): Catalogue {
  const remembered = new Map<string, Found | null>()

  function find(table: string, model: string): Found | null {
    const key = `${table}/${model}`
    const known = remembered.get(key)
    if (known !== undefined) return known
    const found = findIn(load(), table, model)
    if (remembered.size >= REMEMBERED) remembered.clear()
    remembered.set(key, found)
    return found
  }

  return {
    price(table, model, time) {
      const found = table === null ? null : find(table, model)
      if (found === null) return null
      const dated = found.rule?.dated === undefined ? '' : whenOf(found.rule.dated, time)
      const known = found.entries.get(dated)
      if (known !== undefined) return known
      const entry = entryOf(load(), found, model, dated)
      found.entries.set(dated, entry)
      return entry
    },
    facts(table, model) {
      const found = table === null ? null : find(table, model)
      return found === null ? UNKNOWN_FACTS : factsOf(found)
    },
    sources: () => load().sources
  }
}

function findIn(file: PricesFile, table: string, name: string): Found | null {
  const form = file.tables[table]
  if (form === undefined) return null
  // Google lists its models in a folder, and takes them with it too.
  const id = name.toLowerCase().replace(/^models\//, '')
  const rules = [form.rulesOf, table, ...(form.resells ?? [])].flatMap((other) =>
    other === undefined ? [] : (file.tables[other]?.rules ?? [])
  )
  const rule = findRule(rules, id)
  const model = ownValue(form.models, id) ?? factsOnly(relativeOf(form, id, rule))
  return rule === undefined && model === undefined ? null : { table, rule, model, entries: new Map() }
}

/** Facts of a plain name hold for a dated one (gpt-4o-2024-08-06), and those of the newest dated one for `-latest`. */
function relativeOf(form: TableForm, id: string, rule: RuleForm | undefined): ModelForm | undefined {
  const plain = rule === undefined ? undefined : ownValue(form.models, rule.id)
  if (plain !== undefined || !id.endsWith('-latest')) return plain
  const start = id.slice(0, -'latest'.length)
  const dated = Object.keys(form.models).filter(
    (name) => name.startsWith(start) && /^[\d-]+$/.test(name.slice(start.length))
  )
  const newest = dated.sort().at(-1)
  return newest === undefined ? undefined : form.models[newest]
}

function factsOnly(model: ModelForm | undefined): ModelForm | undefined {
  if (model === undefined) return undefined
  const { price: _price, from: _from, ...facts } = model
  return facts
}

function ownValue<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** genai-prices tries dated prices last to first; where none holds, the first counts. */
function whenOf(dated: NonNullable<RuleForm['dated']>, time: number): string {
  const iso = new Date(time).toISOString()
  return dated.findLast(([when]) => holds(when, iso))?.[0] ?? dated[0]?.[0] ?? ''
}

function holds(when: string, iso: string): boolean {
  if (when === '') return true
  if (when.length === 10) return iso.slice(0, 10) >= when
  const now = iso.slice(DAY_START, DAY_START + 5)
  return when.slice(0, 5) <= now && now < when.slice(6)
}

function entryOf(
  file: PricesFile,
  { table, rule, model }: Found,
  name: string,
  when: string
): PriceEntry | null {
  const searching = webSearchOf(file, table)
  const ruled = rule?.price ?? rule?.dated?.find(([dated]) => dated === when)?.[1]
  if (rule !== undefined && ruled !== undefined) {
    return priceEntry(
      `${sourceOf(file, 0)}:${table}/${rule.id}`,
      `${dateOf(file, 0)}${when && `#${when}`}`,
      ruled,
      searching
    )
  }
  if (model?.price === undefined || model.from === undefined) return null
  const id = `${sourceOf(file, model.from)}:${table}/${name.toLowerCase()}`
  return priceEntry(id, dateOf(file, model.from), model.price, searching)
}

function priceEntry(
  id: string,
  date: string,
  [base, ...tiers]: PriceForm,
  searching: Pick<Rates, 'webSearch'>
): PriceEntry {
  const ratesOf = (form: RatesForm): Rates => ({ ...fromRatesForm(form), ...searching })
  return {
    id: `${id}@${date}`,
    rates: ratesOf(base),
    tiers: tiers.map(([aboveInputTokens, form]) => ({ aboveInputTokens, rates: ratesOf(form) }))
  }
}

function webSearchOf(file: PricesFile, table: string): Pick<Rates, 'webSearch'> {
  const webSearch = file.tables[table]?.webSearch
  return webSearch === undefined ? {} : { webSearch }
}

function sourceOf(file: PricesFile, at: number): string {
  return (file.sources[at]?.name ?? 'unknown').toLowerCase()
}

function dateOf(file: PricesFile, at: number): string {
  return file.sources[at]?.date ?? 'unknown'
}

function factsOf({ rule, model = NO_MODEL }: Found): ModelFacts {
  return {
    displayName: model.name ?? null,
    // genai-prices rounds: 1,000,000 for 1,048,576.
    contextWindow: model.context ?? rule?.context ?? null,
    maxOutput: model.output ?? null,
    inputModalities: model.takes === undefined ? null : fromModalitiesForm(model.takes),
    outputModalities: model.gives === undefined ? null : fromModalitiesForm(model.gives),
    reasoning: model.does === undefined ? null : model.does.includes('r'),
    tools: model.does === undefined ? null : model.does.includes('t'),
    type: model === NO_MODEL || model.type === '?' ? null : (model.type ?? 'chat')
  }
}
