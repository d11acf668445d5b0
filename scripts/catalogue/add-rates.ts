import type { Rates } from '../../electron/catalogue/catalogue.ts'
import {
  fromRatesForm,
  toRatesForm,
  type PriceForm,
  type RatesForm,
  type RuleForm
} from '../../electron/catalogue/prices-form.ts'
import { picosPerToken } from '../../shared/domain/money.ts'
import type { LitellmModel } from './source-tables.ts'

/**
 * What Claude keeps in its cache for an hour is billed at twice the price of input, with every model and at every door
 * (https://docs.claude.com/en/docs/build-with-claude/prompt-caching#pricing). The tables say it of few models, and
 * LiteLLM says it wrong of two.
 */
export function withHourWrites(id: string, price: PriceForm): PriceForm {
  if (!id.includes('claude')) return price
  return eachRates(price, (rates) =>
    rates.cacheWrite === undefined || rates.input === undefined
      ? rates
      : { ...rates, cacheWrite1h: 2 * rates.input }
  )
}

/**
 * A rule of genai-prices with the price of pictures, which that table gives as the price of all output; LiteLLM tells
 * both apart.
 */
export function withPictures(rule: RuleForm, row: LitellmModel | undefined): RuleForm {
  const text = row?.['output_cost_per_token']
  const pictures = row?.['output_cost_per_image_token']
  if (rule.price === undefined || typeof text !== 'number' || typeof pictures !== 'number') return rule
  // Pictures that go in have a price of their own there, which usage doesn't tell from text.
  if (row?.['input_cost_per_image_token'] !== undefined) return rule
  const output = picosPerToken(text * 1e6)
  const outputImage = picosPerToken(pictures * 1e6)
  return { ...rule, price: eachRates(rule.price, (rates) => ({ ...rates, output, outputImage })) }
}

function eachRates([base, ...tiers]: PriceForm, change: (rates: Rates) => Rates): PriceForm {
  const changed = (form: RatesForm): RatesForm => toRatesForm(change(fromRatesForm(form)))
  return [changed(base), ...tiers.map(([above, form]) => [above, changed(form)] as const)]
}
