import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { PricesFile } from '../electron/catalogue/prices-form.ts'
import { compileRules, compileTable, type SourceTables } from './catalogue/compile-table.ts'
import { genaiPricesTable, litellmTable, modelsDevTable, openrouterTable } from './catalogue/source-tables.ts'
import { TABLE_SOURCES } from './catalogue/table-sources.ts'

/**
 * Makes `electron/catalogue/prices.json` out of public tables of prices and model facts:
 *
 *     node scripts/build-catalogue.ts --data DIR
 *
 * DIR/prices holds `genai-prices.json`, `models-dev.json`, `litellm.json` and `openrouter-models.json`. Where they
 * disagree on a price, genai-prices is believed first, then models.dev, then LiteLLM; on facts, OpenRouter (of its own
 * models), then models.dev, then LiteLLM, then genai-prices. A model has its price whole from one of them, never mixed,
 * but for what `add-rates.ts` says.
 */
const { values } = parseArgs({ options: { data: { type: 'string' }, out: { type: 'string' } } })
if (values.data === undefined) {
  console.error(
    'Which folder? node scripts/build-catalogue.ts --data DIR, where DIR/prices holds the tables.'
  )
  process.exit(2)
}

const folder = join(values.data, 'prices')
const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'))
const tables: SourceTables = {
  genaiPrices: genaiPricesTable.parse(read('genai-prices.json')),
  modelsDev: modelsDevTable.parse(read('models-dev.json')),
  litellm: litellmTable.parse(read('litellm.json')),
  openrouter: openrouterTable.parse(read('openrouter-models.json'))
}

const day = (text: string): string => {
  const found = /\d{4}-\d\d-\d\d/.exec(text)?.[0]
  if (found === undefined) throw new Error(`no date in "${text}"`)
  return found
}
// Rows that a carrier of LiteLLM's table edited itself are not LiteLLM's word: only dated copies count.
const copies = new Set(Object.values(tables.litellm.models).flatMap(({ _from }) => _from ?? []))
const newer = [...copies].filter((from) => /^\S+ \d{4}-\d\d-\d\d$/.test(from)).sort()
const sources = [
  { name: 'genai-prices', date: day(tables.genaiPrices._meta.date) },
  { name: 'models.dev', date: day(tables.modelsDev._meta.date) },
  { name: 'LiteLLM', date: day(tables.litellm._meta.date) },
  ...newer.map((from) => ({ name: 'LiteLLM', date: day(from) })),
  { name: 'OpenRouter', date: day(tables.openrouter._meta.date) }
]
const litellmPlace = (from: string): number | undefined => {
  if (from === '') return 2
  return newer.includes(from) ? 3 + newer.indexOf(from) : undefined
}

const rules = new Map(TABLE_SOURCES.map((source) => [source.table, compileRules(source, tables)]))
const file: PricesFile = {
  sources,
  tables: Object.fromEntries(
    TABLE_SOURCES.map((source) => [
      source.table,
      compileTable(source, tables, { modelsDev: 1, litellm: litellmPlace }, (table) => rules.get(table) ?? [])
    ])
  )
}

const out = values.out ?? join(import.meta.dirname, '..', 'electron', 'catalogue', 'prices.json')
const text = layOut(file)
writeFileSync(out, text)
for (const [name, table] of Object.entries(file.tables)) {
  const priced = Object.values(table.models).filter(({ price }) => price !== undefined).length
  console.log(
    `${name}: ${table.rules.length} rules, ${priced} of ${Object.keys(table.models).length} models priced beside them`
  )
}
console.log(`${out}: ${Math.round(text.length / 1000)} kB`)

/** One line for each rule and model, so that a new edition shows in a diff as what changed. */
function layOut({ sources, tables }: PricesFile): string {
  const lines = Object.entries(tables).map(([name, { rules, models, ...rest }]) => {
    const rows = rules.map((rule) => JSON.stringify(rule)).join(',\n')
    const entries = Object.entries(models).map(
      ([id, model]) => `${JSON.stringify(id)}:${JSON.stringify(model)}`
    )
    const others = Object.entries(rest).map(
      ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},\n`
    )
    return `${JSON.stringify(name)}:{\n${others.join('')}"rules":[\n${rows}\n],\n"models":{\n${entries.join(',\n')}\n}}`
  })
  return `{"sources":${JSON.stringify(sources)},\n"tables":{\n${lines.join(',\n')}\n}}\n`
}
