import type { Rates } from '../../electron/catalogue/catalogue.ts'
import {
  toModalitiesForm,
  toRatesForm,
  type ModelForm,
  type PriceForm
} from '../../electron/catalogue/prices-form.ts'
import { picosPerToken } from '../../shared/domain/money.ts'
import { BILLED_BY_SEARCH, type DevModel } from './source-tables.ts'

/** A model of models.dev; `from` is the place of models.dev in the list of sources. */
export function readModelsDev(model: DevModel, from: number): ModelForm {
  const type = typeOf(model)
  const price = priceOf(model, type)
  return {
    ...(price === null ? {} : { price, from }),
    ...(model.limit.context > 0 ? { context: model.limit.context } : {}),
    // For embeddings it holds the length of the vector.
    ...(model.limit.output > 0 && type !== 'embedding' ? { output: model.limit.output } : {}),
    ...factsOf(model),
    ...(type === undefined ? {} : { type })
  }
}

function factsOf(model: DevModel): Pick<ModelForm, 'name' | 'takes' | 'gives' | 'does'> {
  const { input, output } = model.modalities
  const { reasoning, tool_call: tools } = model
  const name = model.name?.replace(/ \(latest\)$/, '')
  return {
    ...(name === undefined || name === model.id ? {} : { name }),
    ...(input === undefined ? {} : { takes: toModalitiesForm(input), gives: toModalitiesForm(output) }),
    ...(reasoning === undefined || tools === undefined
      ? {}
      : { does: `${reasoning ? 'r' : ''}${tools ? 't' : ''}` })
  }
}

function typeOf(model: DevModel): ModelForm['type'] {
  const { output } = model.modalities
  if (/embed/.test(`${model.family ?? ''} ${model.id}`)) return 'embedding'
  if (output.includes('text')) return undefined
  if (output.includes('image')) return 'image'
  return output.includes('audio') ? 'speech' : '?'
}

function priceOf({ id, cost, modalities }: DevModel, type: ModelForm['type']): PriceForm | null {
  if (cost === undefined || BILLED_BY_SEARCH.test(id)) return null
  // Fees that are not carried, for citations say: a part of a price is not a price.
  if (cost['request'] !== undefined || cost['citation'] !== undefined) return null
  // A price of its own for reasoning means one for all output of the thinking mode there, which is not carried either.
  if (cost.reasoning !== undefined && cost.reasoning !== cost.output) return null
  // Pictures have prices of their own, which are not in that table.
  if (modalities.output.some((kind) => kind !== 'text' && kind !== 'audio')) return null
  // 0 is free, unless what comes out is not text: then it is billed by the second.
  const free = cost.input === 0 && cost.output === 0
  if (free && (type !== undefined || modalities.output.includes('audio'))) return null
  const tiers = (cost.tiers ?? [])
    .toSorted((a, b) => a.tier.size - b.tier.size)
    .map((tier) => [tier.tier.size, toRatesForm({ ...ratesOf(cost), ...ratesOf(tier) })] as const)
  return [toRatesForm(ratesOf(cost)), ...tiers]
}

type DevRates = Omit<NonNullable<NonNullable<DevModel['cost']>['tiers']>[number], 'tier'>

function ratesOf(cost: DevRates): Rates {
  const rates: Partial<Record<keyof Rates, number>> = {
    input: picosPerToken(cost.input),
    output: picosPerToken(cost.output)
  }
  // 0 for the cache of a model that isn't free stands for "no price of its own" there (gpt-3.5-turbo has it).
  if (cost.cache_read) rates.cacheRead = picosPerToken(cost.cache_read)
  if (cost.cache_write) rates.cacheWrite = picosPerToken(cost.cache_write)
  if (cost.input_audio) rates.inputAudio = picosPerToken(cost.input_audio)
  if (cost.output_audio) rates.outputAudio = picosPerToken(cost.output_audio)
  return rates
}
