import { describe, expect, test } from 'vitest'
import { openCatalogue } from '../../electron/catalogue/open-catalogue.ts'
import { priceUsage } from '../../electron/catalogue/price-usage.ts'
import { readingsOf, readOracle, type OracleRow, type OracleUsage, type Reading } from './oracle-rows.ts'

/**
 * Recorded usage objects that genai-prices has read and priced with its own code, once for each provider and form. Ours
 * are read from the same objects by the codec of that form, and must have the same counts, and the same costs to the
 * nano-dollar: theirs have more places, so they are rounded to nano-dollars, half up. There is no other tolerance. What
 * can't agree is listed with its reason, and a reason that nothing needs fails.
 */
const DATA = process.env['GATEHOUSE_TEST_DATA']
if (DATA === undefined) console.log('usage-oracle: nothing was compared: GATEHOUSE_TEST_DATA is not set')

/** In which table here the provider there is; its Claude models on Google are Vertex AI's. */
const TABLES: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  google: 'gemini',
  'google/anthropic': 'vertex',
  aws: 'bedrock',
  azure: 'azure',
  cerebras: 'cerebras',
  groq: 'groq',
  mistral: 'mistral',
  deepseek: 'deepseek',
  openrouter: 'openrouter',
  'x-ai': 'xai',
  fireworks: 'fireworks',
  perplexity: 'perplexity',
  moonshotai: 'moonshot',
  minimax: 'minimax',
  zhipuai: 'zai',
  cohere: 'cohere'
}

interface Exception {
  readonly reason: string
  readonly applies: (reading: Reading) => boolean
}

const hasCompaction = ({ raw }: Reading): boolean => JSON.stringify(raw).includes('"compaction"')
const isOfChat = ({ raw, who }: Reading): boolean =>
  who.endsWith('/embeddings') && raw['completion_tokens'] !== undefined

const OF_COSTS: readonly Exception[] = [
  { reason: 'it reads chats as if they were embeddings, and leaves their output out', applies: isOfChat },
  {
    reason: 'a compaction, which is billed, stands in `iterations`, which it does not read',
    applies: hasCompaction
  },
  {
    reason: 'its prices are newer than the table: Bedrock has this model there',
    applies: ({ who, model }) => who.startsWith('aws/') && model?.startsWith('openai.gpt-5.6') === true
  },
  {
    reason: "it does not read Azure's cache writes, which OpenAI's models bill higher than input",
    applies: ({ who, ours }) => who === 'azure/responses' && (ours.cache_write ?? 0) > 0
  },
  {
    reason: 'there is no such provider here',
    applies: ({ who }) => tableOf(who) === undefined
  }
]

const OF_COUNTS: readonly Exception[] = [
  { reason: 'it reads chats as if they were embeddings, and leaves their output out', applies: isOfChat },
  {
    reason: 'a compaction, which is billed, stands in `iterations`, which it does not read',
    applies: hasCompaction
  },
  {
    reason: 'it does not read where this provider tells of its cache',
    applies: ({ ours, usage }) =>
      (usage.cache_read_tokens ?? 0) + (usage.cache_write_tokens ?? 0) < cachedIn(ours)
  },
  {
    reason: 'it adds the reasoning to the output of every provider, as if all counted it beside, as xAI does',
    applies: ({ who, ours, usage }) => who === 'x-ai/chat' && (ours.output ?? 0) < (usage.output_tokens ?? 0)
  }
]

describe.skipIf(DATA === undefined)('what genai-prices makes of recorded usage', () => {
  const oracle = DATA === undefined ? { time: 0, rows: [] } : readOracle(DATA)
  const readings = oracle.rows.flatMap(readingsOf)

  test('costs the same here, to the nano-dollar', () => {
    const catalogue = openCatalogue()
    const agree: Record<string, number> = {}
    const { left, excused } = excuse(
      readings.filter(({ nanos }) => nanos !== null),
      OF_COSTS,
      ({ who, model, ours, nanos }) => {
        const price = catalogue.price(tableOf(who) ?? null, model ?? '', oracle.time)
        const cost = priceUsage(price, ours).nanos
        if (cost === nanos) agree[who] = (agree[who] ?? 0) + 1
        return cost === nanos ? null : `${cost} instead of ${nanos} nano-dollars`
      }
    )
    const total = Object.values(agree).reduce((sum, count) => sum + count, 0)
    console.log(`usage-oracle: ${total} costs agree`, agree, 'excused:', excused)
    expect(left).toEqual([])
    expect(Object.values(excused).filter((count) => count === 0)).toEqual([])
    expect(total).toBeGreaterThan(1000)
  })

  test('has the same counts here', () => {
    let agree = 0
    const { left, excused } = excuse(readings, OF_COUNTS, ({ ours, usage }) => {
      const wrong = countsOf(ours).filter(([name, count]) => count !== (usage[name] ?? 0))
      if (wrong.length === 0) agree += 1
      return wrong.length === 0 ? null : JSON.stringify(wrong)
    })
    console.log(`usage-oracle: counts of ${agree} readings agree`, 'excused:', excused)
    expect(left).toEqual([])
    expect(Object.values(excused).filter((count) => count === 0)).toEqual([])
    expect(agree).toBeGreaterThan(3000)
  })

  test('is judged for every row but those of dialects that are not there yet', () => {
    const judged = new Set(readings.map(({ row }) => row))
    const priced = new Set(readings.filter(({ nanos }) => nanos !== null).map(({ row }) => row))
    const rest = oracle.rows.filter((_row, at) => !judged.has(at))
    const forms = Object.groupBy(rest, formOf)
    const counts = Object.fromEntries(Object.entries(forms).map(([form, rows]) => [form, rows?.length]))
    console.log(
      `usage-oracle: ${judged.size} of ${oracle.rows.length} rows judged, ${priced.size} of them with a price;`,
      'the others are in dialects that are not there yet:',
      counts
    )
    expect(Object.keys(counts).filter((form) => form === 'unknown')).toEqual([])
    expect(judged.size + rest.length).toBe(oracle.rows.length)
    expect(judged.size).toBeGreaterThan(700)
  })
})

function tableOf(who: string): string | undefined {
  return TABLES[who] ?? TABLES[who.split('/')[0] ?? '']
}

function cachedIn({ cache_read: read, cache_write: written }: Reading['ours']): number {
  return (read ?? 0) + (written ?? 0)
}

/** Ours in its terms: its input holds what was cached. */
function countsOf(ours: Reading['ours']): [keyof OracleUsage, number][] {
  return [
    ['input_tokens', (ours.input ?? 0) + cachedIn(ours)],
    ['output_tokens', ours.output ?? 0],
    ['cache_read_tokens', ours.cache_read ?? 0],
    ['cache_write_tokens', ours.cache_write ?? 0]
  ]
}

/** What is wrong and not excused, and how often each reason was needed. */
function excuse(
  readings: readonly Reading[],
  exceptions: readonly Exception[],
  judge: (reading: Reading) => string | null
): { readonly left: string[]; readonly excused: Record<string, number> } {
  const left: string[] = []
  const excused = Object.fromEntries(exceptions.map(({ reason }) => [reason, 0]))
  for (const reading of readings) {
    const wrong = judge(reading)
    if (wrong === null) continue
    const exception = exceptions.find(({ applies }) => applies(reading))
    if (exception === undefined) {
      left.push(
        `row ${reading.row}, ${reading.who} ${reading.model}: ${wrong}, ${JSON.stringify(reading.raw)}`
      )
    } else excused[exception.reason] = (excused[exception.reason] ?? 0) + 1
  }
  return { left, excused }
}

function formOf({ body }: OracleRow): string {
  const usage = body.usage ?? {}
  return 'inputTokens' in usage ? 'Bedrock Converse' : 'unknown'
}
