import type { ModelFacts, Rates } from '../../electron/catalogue/catalogue.ts'
import {
  toModalitiesForm,
  toRatesForm,
  type ModelForm,
  type PriceForm
} from '../../electron/catalogue/prices-form.ts'
import { picosPerToken } from '../../shared/domain/money.ts'
import { BILLED_BY_SEARCH, type LitellmModel } from './source-tables.ts'

const TYPE_OF: Readonly<Record<string, NonNullable<ModelFacts['type']>>> = {
  chat: 'chat',
  completion: 'chat',
  responses: 'chat',
  embedding: 'embedding',
  image_generation: 'image',
  image_edit: 'image',
  audio_speech: 'speech',
  audio_transcription: 'transcription',
  moderation: 'moderation',
  rerank: 'rerank'
}

const FIELD_OF = {
  input: 'input_cost_per_token',
  output: 'output_cost_per_token',
  cacheRead: 'cache_read_input_token_cost',
  cacheWrite: 'cache_creation_input_token_cost',
  reasoning: 'output_cost_per_reasoning_token',
  request: 'input_cost_per_request',
  inputAudio: 'input_cost_per_audio_token',
  outputAudio: 'output_cost_per_audio_token',
  outputImage: 'output_cost_per_image_token',
  cacheReadAudio: 'cache_read_input_audio_token_cost'
} as const satisfies Partial<Record<keyof Rates, string>>

/** What it says of the kinds of a chat model's input, one field each. */
const KIND_OF = {
  supports_vision: 'image',
  supports_audio_input: 'audio',
  supports_video_input: 'video',
  supports_pdf_input: 'file'
} as const

/**
 * The id that the provider knows a LiteLLM row by: its name without the provider before the slash. null for rows that
 * stand for sizes, regions, commitments or fine-tuned models, which no request names.
 */
export function litellmId(name: string, model: LitellmModel): string | null {
  const provider = model.litellm_provider.split('-')[0] ?? ''
  const family = provider.split('_')[0] ?? ''
  const slash = name.indexOf('/')
  const prefix = name.slice(0, Math.max(slash, 0))
  const id = slash > 0 && (prefix === provider || prefix === family) ? name.slice(slash + 1) : name
  const region = family === 'azure' || family === 'bedrock' || family === 'openai'
  if (region && id.includes('/')) return null
  if (/^ft:|^together-ai-|^fireworks-ai-|-x-\d+\//.test(id)) return null
  return id.toLowerCase()
}

/** The row `name` of LiteLLM's table; `from` is the place of its copy in the list of sources. */
export function readLitellm(name: string, model: LitellmModel, from: number): ModelForm {
  const type = typeOf(model)
  const price = BILLED_BY_SEARCH.test(name) ? null : priceOf(model, type)
  return {
    ...(price === null ? {} : { price, from }),
    ...limit('context', model['max_input_tokens']),
    ...(type === 'embedding' ? {} : limit('output', model['max_output_tokens'])),
    ...(type === 'chat' ? factsOf(model) : {}),
    ...(type === 'chat' ? {} : { type })
  }
}

function typeOf(model: LitellmModel): NonNullable<ModelForm['type']> {
  const type = TYPE_OF[model.mode ?? ''] ?? '?'
  // Models that write and draw (gemini-2.5-flash-image) are called by what is rarer.
  const endpoints = model['supported_endpoints']
  const chats = Array.isArray(endpoints) && endpoints.includes('/v1/chat/completions')
  return type === 'image' && chats ? 'chat' : type
}

/** What is true alone is written there, so a model of which nothing is may not have been looked at. */
function factsOf(model: LitellmModel): Pick<ModelForm, 'takes' | 'gives' | 'does'> {
  const kinds = Object.entries(KIND_OF).flatMap(([field, kind]) => (model[field] === true ? [kind] : []))
  const does = `${model['supports_reasoning'] === true ? 'r' : ''}${model['supports_function_calling'] === true ? 't' : ''}`
  return {
    ...(kinds.length === 0 ? {} : { takes: toModalitiesForm(['text', ...kinds]), gives: 't' }),
    ...(does === '' ? {} : { does })
  }
}

function limit(name: 'context' | 'output', value: unknown): Partial<Record<typeof name, number>> {
  return typeof value === 'number' && value > 0 ? { [name]: value } : {}
}

function priceOf(model: LitellmModel, type: ModelForm['type']): PriceForm | null {
  // Tiers that each hold for a part of the tokens are not carried, nor are prices of pictures (or of steps to them) but
  // those of pictures that come out among text, by the token.
  const picture = model['input_cost_per_image_token']
  if (model['tiered_pricing'] !== undefined || (picture && picture !== model['input_cost_per_token']))
    return null
  const amongText = Boolean(model['output_cost_per_image_token']) && Boolean(model['output_cost_per_token'])
  if ((type === 'image' || model['output_cost_per_image']) && !amongText) return null
  const base = ratesOf(model, '', type)
  // LiteLLM writes 0 for what it has no price of or what is billed by the second: it never means "free".
  if (!base.input && !base.output) return null
  // Some rows are off by a thousand or a million, the unit having slipped (azure's jais-30b-chat, 3,200 USD).
  const highest = picosPerToken(type === 'embedding' || type === 'rerank' ? 10 : 1000)
  if (Math.max(base.input ?? 0, base.output ?? 0) > highest) return null
  const sizes = Object.keys(model).flatMap(
    (key) => /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key)?.[1] ?? []
  )
  const tiers = sizes
    .map(Number)
    .sort((a, b) => a - b)
    .map(
      (size) =>
        [size * 1000, toRatesForm({ ...base, ...ratesOf(model, `_above_${size}k_tokens`, type) })] as const
    )
  return [toRatesForm(base), ...tiers]
}

function ratesOf(model: LitellmModel, suffix: string, type: ModelForm['type']): Rates {
  const rates: Partial<Record<keyof Rates, number>> = {}
  for (const [rate, field] of Object.entries(FIELD_OF) as [keyof typeof FIELD_OF, string][]) {
    const usd = model[`${field}${suffix}`]
    if (typeof usd !== 'number') continue
    // Output that costs nothing is believed of models that put out numbers, not of those that write or speak.
    const noOutput = rate === 'output' && (type === 'embedding' || type === 'rerank')
    if (usd === 0 && rate !== 'input' && !noOutput) continue
    rates[rate] = rate === 'request' ? Math.round(usd * 1e12) : picosPerToken(usd * 1e6)
  }
  if (rates.reasoning !== undefined && rates.reasoning === rates.output) delete rates.reasoning
  return rates
}
