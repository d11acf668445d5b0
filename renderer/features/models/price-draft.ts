import type { Price } from '../../../shared/config/document.ts'

/** The rates that can be billed apart, in the order of the form. */
export const RATES = ['input', 'output', 'cache_read', 'cache_write', 'reasoning', 'request'] as const
export type Rate = (typeof RATES)[number]

export type PriceDraft = Readonly<Record<Rate, string>>

/** A price as text fields; what is not billed apart is empty. */
export function priceDraft(price: Price | null): PriceDraft {
  const text = (rate: Rate): string => {
    const usd = price?.[rate]
    return usd === undefined ? '' : String(usd)
  }
  return {
    input: text('input'),
    output: text('output'),
    cache_read: text('cache_read'),
    cache_write: text('cache_write'),
    reasoning: text('reasoning'),
    request: text('request')
  }
}

/** The price of a draft, or what is wrong with each field. */
export function parsePrice(
  draft: PriceDraft
):
  | { readonly price: Price }
  | { readonly problems: Readonly<Partial<Record<Rate, 'required' | 'notNumber'>>> } {
  const problems: Partial<Record<Rate, 'required' | 'notNumber'>> = {}
  const numbers: Partial<Record<Rate, number>> = {}
  for (const rate of RATES) {
    const text = draft[rate].trim()
    if (text === '') {
      if (rate === 'input' || rate === 'output') problems[rate] = 'required'
    } else if (/^\d{1,6}(\.\d{1,9})?$/.test(text)) {
      numbers[rate] = Number(text)
    } else {
      problems[rate] = 'notNumber'
    }
  }
  const { input, output, ...others } = numbers
  if (input === undefined || output === undefined || Object.keys(problems).length > 0) return { problems }
  return { price: { input, output, ...others } }
}

/** USD per million tokens, to the cent or with as many digits as it has: `$0.35`, `$10.00`, `$0.0375`. */
export function formatRate(usd: number): string {
  return `$${usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 6 })}`
}

/** A context window in few characters: `131K`, `1M`. */
export function formatWindow(tokens: number): string {
  if (tokens >= 1_000_000) return `${Number((tokens / 1_000_000).toFixed(1))}M`
  return tokens >= 1000 ? `${Math.round(tokens / 1000)}K` : String(tokens)
}
