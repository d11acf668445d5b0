import type { z } from 'zod'
import { findRule } from '../../electron/catalogue/find-rule.ts'
import type { ModelForm, RuleForm, TableForm } from '../../electron/catalogue/prices-form.ts'
import { withHourWrites, withPictures } from './add-rates.ts'
import { readGenaiPrices } from './read-genai-prices.ts'
import { litellmId, readLitellm } from './read-litellm.ts'
import { readModelsDev } from './read-models-dev.ts'
import { readOpenrouter } from './read-openrouter.ts'
import type {
  genaiPricesTable,
  LitellmModel,
  litellmTable,
  modelsDevTable,
  openrouterTable
} from './source-tables.ts'
import type { TableSource } from './table-sources.ts'

export interface SourceTables {
  readonly genaiPrices: z.infer<typeof genaiPricesTable>
  readonly modelsDev: z.infer<typeof modelsDevTable>
  readonly litellm: z.infer<typeof litellmTable>
  readonly openrouter: z.infer<typeof openrouterTable>
}

/** Place of a source in `PricesFile.sources`. */
export interface SourcePlaces {
  readonly modelsDev: number
  /** By the `_from` of a row (`''` for none); undefined: not from LiteLLM itself, left out. */
  readonly litellm: (from: string) => number | undefined
}

/** The rules that genai-prices has for a table. */
export function compileRules(source: TableSource, tables: SourceTables): readonly RuleForm[] {
  if (source.genaiPrices === undefined) return []
  const provider = tables.genaiPrices.providers.find(({ id }) => id === source.genaiPrices)
  if (provider === undefined) throw new Error(`genai-prices has no provider ${source.genaiPrices}`)
  const rows = new Map(litellmRows(source, tables).map(([id, row]) => [id, row]))
  return provider.models
    .map(readGenaiPrices)
    .map((rule) => hourWritesOf(withPictures(rule, rows.get(rule.id))))
}

function hourWritesOf({ price, dated, ...rule }: RuleForm): RuleForm {
  const { context, ...head } = rule
  return {
    ...head,
    ...(price === undefined ? {} : { price: withHourWrites(rule.id, price) }),
    ...(dated === undefined
      ? {}
      : { dated: dated.map(([when, form]) => [when, withHourWrites(rule.id, form)] as const) }),
    ...(context === undefined ? {} : { context })
  }
}

/** A whole table: its rules, and from the other sources what the rules don't say. */
export function compileTable(
  source: TableSource,
  tables: SourceTables,
  places: SourcePlaces,
  rulesOf: (table: string) => readonly RuleForm[]
): TableForm {
  const rules = rulesOf(source.table)
  const reachable = [source.rulesOf, source.table, ...(source.resells ?? [])].flatMap((name) =>
    name === undefined ? [] : rulesOf(name)
  )
  const models: Record<string, ModelForm> = {}
  // LiteLLM first, so that models.dev overrules it, and OpenRouter both.
  for (const [id, model] of [
    ...litellmModels(source, tables, places),
    ...devModels(source, tables, places),
    ...openrouterModels(source, tables)
  ]) {
    models[id] = { ...models[id], ...model, ...typeBeside(models[id], model) }
  }
  return {
    rules,
    ...(source.rulesOf === undefined ? {} : { rulesOf: source.rulesOf }),
    ...(source.resells === undefined ? {} : { resells: source.resells }),
    ...(source.webSearchUsd === undefined ? {} : { webSearch: Math.round(source.webSearchUsd * 1e12) }),
    models: Object.fromEntries(
      Object.entries(models)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, model]) => [id, withoutSaidTwice(id, model, findRule(reachable, id))])
    )
  }
}

/** models.dev knows few types; where it would say "chat" by default, what LiteLLM says stands. */
function typeBeside(known: ModelForm | undefined, model: ModelForm): Pick<ModelForm, 'type'> {
  const type = model.type ?? known?.type
  return type === undefined ? {} : { type }
}

function withoutSaidTwice(id: string, model: ModelForm, rule: RuleForm | undefined): ModelForm {
  const { price, from, context, ...rest } = model
  const priced = rule?.price !== undefined || rule?.dated !== undefined
  return {
    ...(price === undefined || from === undefined || priced
      ? {}
      : { price: withHourWrites(id, price), from }),
    ...(context === undefined || rule?.context === context ? {} : { context }),
    ...rest
  }
}

function devModels(
  { modelsDev = [] }: TableSource,
  tables: SourceTables,
  places: SourcePlaces
): [string, ModelForm][] {
  return modelsDev.flatMap((name) => {
    const provider = tables.modelsDev.providers[name]
    if (provider === undefined) throw new Error(`models.dev has no provider ${name}`)
    return Object.values(provider.models).map((model): [string, ModelForm] => [
      model.id.toLowerCase(),
      readModelsDev(model, places.modelsDev)
    ])
  })
}

function litellmModels(
  source: TableSource,
  tables: SourceTables,
  places: SourcePlaces
): [string, ModelForm][] {
  return litellmRows(source, tables).flatMap(([id, model, name]): [string, ModelForm][] => {
    const place = places.litellm(model._from ?? '')
    return place === undefined ? [] : [[id, readLitellm(name, model, place)]]
  })
}

/** The rows of LiteLLM's table for a provider's models, by the provider's own ids. */
function litellmRows(
  { litellm = [] }: TableSource,
  tables: SourceTables
): [id: string, model: LitellmModel, name: string][] {
  const listed = (provider: string): boolean =>
    litellm.some((name) => (name.endsWith('*') ? provider.startsWith(name.slice(0, -1)) : provider === name))
  return Object.entries(tables.litellm.models).flatMap(([name, model]): [string, LitellmModel, string][] => {
    const id = listed(model.litellm_provider) ? litellmId(name, model) : null
    return id === null ? [] : [[id, model, name]]
  })
}

function openrouterModels({ openrouter }: TableSource, tables: SourceTables): [string, ModelForm][] {
  if (openrouter !== true) return []
  return tables.openrouter.data.map((model) => [model.id.toLowerCase(), readOpenrouter(model)])
}
