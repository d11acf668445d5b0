import type { Catalogue, ModelFacts, PriceEntry } from './catalogue.ts'
import { findRule } from './find-rule.ts'
import { loadPrices } from './load-prices.cjs'
import {
  fromRatesForm,
  type ModelForm,
  type PriceForm,
  type PricesFile,
  type RuleForm
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
const UNKNOWN_FACTS: ModelFacts = { contextWindow: null, maxOutput: null, type: null }
const DAY_START = 11

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
  const id = name.toLowerCase()
  const rules = [form.rulesOf, table, ...(form.resells ?? [])].flatMap((other) =>
    other === undefined ? [] : (file.tables[other]?.rules ?? [])
  )
  const rule = findRule(rules, id)
  // Facts that are known of the plain name hold for a dated one: gpt-4o for gpt-4o-2024-08-06.
  const model =
    ownValue(form.models, id) ?? (rule === undefined ? undefined : factsOnly(ownValue(form.models, rule.id)))
  return rule === undefined && model === undefined ? null : { table, rule, model, entries: new Map() }
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
  const ruled = rule?.price ?? rule?.dated?.find(([dated]) => dated === when)?.[1]
  if (rule !== undefined && ruled !== undefined) {
    return priceEntry(
      `${sourceOf(file, 0)}:${table}/${rule.id}`,
      `${dateOf(file, 0)}${when && `#${when}`}`,
      ruled
    )
  }
  if (model?.price === undefined || model.from === undefined) return null
  const id = `${sourceOf(file, model.from)}:${table}/${name.toLowerCase()}`
  return priceEntry(id, dateOf(file, model.from), model.price)
}

function priceEntry(id: string, date: string, [base, ...tiers]: PriceForm): PriceEntry {
  return {
    id: `${id}@${date}`,
    rates: fromRatesForm(base),
    tiers: tiers.map(([aboveInputTokens, rates]) => ({ aboveInputTokens, rates: fromRatesForm(rates) }))
  }
}

function sourceOf(file: PricesFile, at: number): string {
  return (file.sources[at]?.name ?? 'unknown').toLowerCase()
}

function dateOf(file: PricesFile, at: number): string {
  return file.sources[at]?.date ?? 'unknown'
}

function factsOf({ rule, model }: Found): ModelFacts {
  const type = model === undefined || model.type === '?' ? null : (model.type ?? 'chat')
  return { contextWindow: rule?.context ?? model?.context ?? null, maxOutput: model?.output ?? null, type }
}
