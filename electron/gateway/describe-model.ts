import type { ModelFacts, PriceEntry, Rates } from '../catalogue/catalogue.ts'
import type { Fields } from '../dialects/json.ts'

/** A model that a token may use, and what is known of it. */
export interface ListedModel {
  /** As the client may name it. */
  readonly id: string
  readonly account: string
  readonly facts: ModelFacts
  readonly price: PriceEntry | null
}

/**
 * A model as OpenAI lists it (https://platform.openai.com/docs/api-reference/models/object); the time of its making is
 * not known. What OpenAI has no field for stands in those of OpenRouter, which clients read
 * (https://openrouter.ai/docs/overview/models): what is not known is left out.
 */
export function openaiModel({ id, account, facts, price }: ListedModel): Fields {
  const { displayName, contextWindow, maxOutput, inputModalities, outputModalities } = facts
  return {
    id,
    object: 'model',
    created: 0,
    owned_by: account,
    ...known('name', displayName),
    ...known('context_length', contextWindow),
    ...known('max_output_tokens', maxOutput),
    ...(inputModalities === null && outputModalities === null
      ? {}
      : {
          architecture: {
            ...known('input_modalities', inputModalities),
            ...known('output_modalities', outputModalities)
          }
        }),
    ...(contextWindow === null && maxOutput === null
      ? {}
      : { top_provider: { context_length: contextWindow, max_completion_tokens: maxOutput } }),
    ...(price === null ? {} : { pricing: pricingOf(price.rates) })
  }
}

/** https://docs.claude.com/en/api/models-list; the time of a model's making is not known. */
export function anthropicModel({ id, facts }: ListedModel): Fields {
  return {
    type: 'model',
    id,
    display_name: facts.displayName ?? id,
    created_at: '1970-01-01T00:00:00Z',
    ...known('max_input_tokens', facts.contextWindow),
    ...known('max_tokens', facts.maxOutput)
  }
}

/** USD a token, as decimal text. */
function pricingOf({ input, output, cacheRead, cacheWrite, request }: Rates): Fields {
  return {
    ...usd('prompt', input),
    ...usd('completion', output),
    ...usd('input_cache_read', cacheRead),
    ...usd('input_cache_write', cacheWrite),
    ...usd('request', request)
  }
}

function usd(name: string, pico: number | undefined): Fields {
  return pico === undefined ? {} : { [name]: decimalUsd(pico) }
}

/** Pico-dollars as USD, exactly. */
function decimalUsd(pico: number): string {
  const digits = String(pico).padStart(13, '0')
  const text = `${digits.slice(0, -12)}.${digits.slice(-12)}`
  return text.replace(/\.?0+$/, '')
}

function known(name: string, value: unknown): Fields {
  return value === null || value === undefined ? {} : { [name]: value }
}
