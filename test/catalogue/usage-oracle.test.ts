import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCatalogue } from '../../electron/catalogue/open-catalogue.ts'
import { priceUsage } from '../../electron/catalogue/price-usage.ts'
import { readOpenaiUsage } from '../../electron/dialects/read-openai-usage.ts'

/**
 * Recorded usage objects whose price genai-prices has computed with its own code. Ours is read and priced from the same
 * objects, as OpenAI's chat or embeddings usage, and must be the same to the nano-dollar: theirs has more places, so it
 * is rounded to nano-dollars, half up. There is no other tolerance.
 */
const DATA = process.env['GATEHOUSE_TEST_DATA']
if (DATA === undefined) console.log('usage-oracle: costs were not compared: GATEHOUSE_TEST_DATA is not set')

/** Noon, since they were computed by DeepSeek's daytime prices (00:30 to 16:30 UTC). */
const WHEN = 'T12:00:00Z'

/** Who is asked there, as provider and flavour, and in which table here. */
const TABLES: Readonly<Record<string, string>> = {
  'openai/chat': 'openai',
  'openai/embeddings': 'openai',
  'cerebras/chat': 'cerebras',
  'groq/default': 'groq',
  'mistral/default': 'mistral',
  'deepseek/chat': 'deepseek',
  'openrouter/chat': 'openrouter',
  'x-ai/chat': 'xai',
  'azure/chat': 'azure',
  'google/chat': 'gemini',
  'fireworks/chat': 'fireworks',
  'perplexity/default': 'perplexity',
  'moonshotai/chat': 'moonshot'
}

interface OraclePrice {
  readonly provider_id: string
  readonly api_flavor: string
  /** USD, as decimal text; left out where the provider doesn't have the model. */
  readonly input_price?: string
  readonly output_price?: string
  readonly total_price?: string
}

interface OracleRow {
  readonly model?: string
  readonly body: { readonly usage?: Readonly<Record<string, unknown>> }
  readonly extracted: readonly { readonly extractors: readonly OraclePrice[] }[]
}

test.skipIf(DATA === undefined)('costs are those of the oracle, to the nano-dollar', () => {
  const text = readFileSync(join(DATA ?? '', 'prices', 'usage-oracle.json'), 'utf8')
  const oracle: { readonly _meta: { readonly date: string }; readonly rows: readonly OracleRow[] } =
    JSON.parse(text)
  const catalogue = openCatalogue()
  const time = Date.parse(`${oracle._meta.date.slice(0, 10)}${WHEN}`)
  const compared: Record<string, number> = {}
  const differ: string[] = []
  for (const { model, usage, who, table, nanos } of oracle.rows.flatMap(comparable)) {
    compared[who] = (compared[who] ?? 0) + 1
    const ours = priceUsage(catalogue.price(table, model, time), readOpenaiUsage(usage)).nanos
    if (ours !== nanos) differ.push(`${who} ${model}: ${ours} instead of ${nanos}, ${JSON.stringify(usage)}`)
  }
  const total = Object.values(compared).reduce((sum, count) => sum + count, 0)
  console.log(`usage-oracle: ${total - differ.length} of ${total} agree`, compared, differ)
  expect(differ).toEqual([])
  expect(total).toBeGreaterThan(200)
})

interface Comparable {
  readonly model: string
  readonly usage: Readonly<Record<string, unknown>>
  readonly who: string
  readonly table: string
  readonly nanos: number
}

function comparable({ model, body: { usage }, extracted }: OracleRow): Comparable[] {
  if (model === undefined || usage?.['prompt_tokens'] === undefined) return []
  return extracted.flatMap(({ extractors }) =>
    extractors.flatMap((price) => {
      const who = `${price.provider_id}/${price.api_flavor}`
      const table = TABLES[who]
      if (table === undefined || price.input_price === undefined) return []
      // The oracle also reads chats as if they were embeddings, and leaves their output out.
      if (price.api_flavor === 'embeddings' && usage['completion_tokens'] !== undefined) return []
      return [{ model, usage, who, table, nanos: nanosOf(price) }]
    })
  )
}

/** Decimal USD in whole nano-dollars, half up, without a float in between. */
function nanosOf({ input_price: input, output_price: output, total_price: total }: OraclePrice): number {
  const parts = total === undefined ? [input ?? '0', output ?? '0'] : [total]
  const scaled = parts.reduce((sum, part) => sum + scaledOf(part), 0n)
  return Number((scaled + 500_000_000n) / 1_000_000_000n)
}

/** In units of 1e-18 USD. */
function scaledOf(usd: string): bigint {
  const [mantissa = '0', exponent = '0'] = usd.toLowerCase().split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  const places = 18 + Number(exponent) - fraction.length
  return BigInt(whole + fraction) * 10n ** BigInt(places)
}
