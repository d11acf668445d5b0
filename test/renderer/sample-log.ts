import { picosPerToken, picosToNanos } from '../../shared/domain/money.ts'
import type { Cost, RequestLogRow } from '../../shared/domain/request-log.ts'
import type { Usage } from '../../shared/domain/usage.ts'
import { FACTS } from './sample-models.ts'

/** Numbers that look random and are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Pattern {
  readonly token: string
  readonly account: string
  readonly model: string
  readonly weight: number
  readonly input: number
  readonly output: number
  readonly cached: number
  readonly userAgent: string
  readonly prompts: readonly (readonly [string, string])[]
}

const CODING = [
  [
    'Refactor the retry loop so that it stops after the first byte was sent.',
    'I moved the decision into one place: `shouldRetry` now looks at `committed`…'
  ],
  [
    'Why does the build fail on Windows only?',
    'The path separator: `glob` gets a backslash there. Normalising it in `collect.ts` fixes it…'
  ],
  [
    'Write a test for the case where the client hangs up in the middle of the stream.',
    'Here is a spec that opens a stream, reads two chunks and aborts…'
  ]
] as const
const ASKING = [
  [
    'Summarise these minutes in five lines.',
    'The team agreed on the release date, moved the migration to March and…'
  ],
  ['Translate the error messages to Dutch.', 'Here they are, with the placeholders kept as they were…'],
  [
    'What changed between revision 41 and 44?',
    'Three things: a new account, a narrower scope for `ci`, and a price…'
  ]
] as const

const PATTERNS: readonly Pattern[] = [
  {
    token: 'cline',
    account: 'openrouter',
    model: 'anthropic/claude-sonnet-4.5',
    weight: 22,
    input: 3200,
    output: 620,
    cached: 24_000,
    userAgent: 'Cline/3.41.0',
    prompts: CODING
  },
  {
    token: 'cline',
    account: 'cerebras-main',
    model: 'zai-glm-4.6',
    weight: 26,
    input: 9800,
    output: 480,
    cached: 0,
    userAgent: 'Cline/3.41.0',
    prompts: CODING
  },
  {
    token: 'continue',
    account: 'cerebras-main',
    model: 'gpt-oss-120b',
    weight: 30,
    input: 1400,
    output: 210,
    cached: 0,
    userAgent: 'Continue/1.2.6',
    prompts: CODING
  },
  {
    token: 'notebook',
    account: 'openai',
    model: 'gpt-5-mini',
    weight: 14,
    input: 900,
    output: 380,
    cached: 512,
    userAgent: 'OpenAI/Python 2.8.0',
    prompts: ASKING
  },
  {
    token: 'ci',
    account: 'openai',
    model: 'gpt-5-mini',
    weight: 10,
    input: 2100,
    output: 150,
    cached: 0,
    userAgent: 'OpenAI/JS 7.55.0',
    prompts: ASKING
  },
  {
    token: 'continue',
    account: 'local',
    model: 'qwen2.5-coder-32b-instruct',
    weight: 12,
    input: 700,
    output: 64,
    cached: 0,
    userAgent: 'Continue/1.2.6',
    prompts: CODING
  },
  {
    token: 'notebook',
    account: 'openai',
    model: 'text-embedding-3-small',
    weight: 6,
    input: 5200,
    output: 0,
    cached: 0,
    userAgent: 'OpenAI/Python 2.8.0',
    prompts: ASKING
  }
]

function pick(random: () => number): Pattern {
  const total = PATTERNS.reduce((sum, pattern) => sum + pattern.weight, 0)
  let left = random() * total
  for (const pattern of PATTERNS) {
    left -= pattern.weight
    if (left <= 0) return pattern
  }
  return PATTERNS[0] as Pattern
}

/** The arithmetic of a sample's cost; null where the model has no price. */
function costOf(model: string, account: string, usage: Usage): Cost | null {
  const override = account === 'cerebras-main' && model === 'zai-glm-4.6'
  const price = override ? { input: 2.25, output: 2.75 } : (FACTS[model]?.price ?? null)
  if (price === null) return null
  const rates = [
    ['input', usage.input ?? 0, price.input],
    ['cache_read', usage.cache_read ?? 0, price.cache_read ?? price.input],
    ['output', usage.output ?? 0, price.output]
  ] as const
  return {
    price_id: override ? `override:${account}/${model}` : `genai-prices:${account}/${model}@2026-08-21`,
    lines: rates
      .filter(([, count]) => count > 0)
      .map(([what, count, usd]) => ({
        what,
        count,
        price: picosPerToken(usd),
        nanos: (count * picosPerToken(usd)) / 1000
      }))
  }
}

const FAILURES = [
  {
    status: 429,
    reason: 'rate-limited',
    code: 'rate_limit_exceeded',
    message:
      'The provider says that this key sends too many requests. Wait a little, or add a second account for this model.'
  },
  {
    status: 502,
    reason: 'network',
    code: 'upstream_failed',
    message:
      'The provider closed the connection before it answered. Try again; if it stays, look at its status page.'
  },
  {
    status: 400,
    reason: 'context-too-long',
    code: 'context_length_exceeded',
    message: 'The request is longer than the context window of this model. Shorten it or use a larger model.'
  },
  {
    status: 401,
    reason: 'bad-credential',
    code: 'invalid_api_key',
    message: 'The provider refuses the key of this account. Check it on the Accounts page.'
  }
] as const

/** One row that looks like a real one. `number` becomes its id; the same arguments give the same row. */
export function sampleRow(number: number, time: number, random: () => number): RequestLogRow {
  const pattern = pick(random)
  const spread = (value: number): number => Math.round(value * (0.35 + random() * 1.5))
  const failure = random() < 0.045 ? (FAILURES[Math.floor(random() * FAILURES.length)] ?? FAILURES[0]) : null
  const embedding = pattern.model.includes('embed')
  const stream = !embedding && pattern.token !== 'ci'
  const usage: Usage =
    failure === null
      ? {
          input: spread(pattern.input),
          cache_read: pattern.cached > 0 ? spread(pattern.cached) : null,
          cache_write: null,
          output: spread(pattern.output),
          reasoning: pattern.model.startsWith('gpt') ? spread(pattern.output * 0.3) : null
        }
      : { input: null, cache_read: null, cache_write: null, output: null, reasoning: null }
  const fast = pattern.account === 'cerebras-main'
  const ttft = failure === null && stream ? Math.round((fast ? 140 : 520) * (0.6 + random() * 1.3)) : null
  const gap = fast ? 0.7 + random() : 14 + random() * 12
  const total =
    failure === null
      ? Math.round((ttft ?? 260) + (usage.output ?? 0) * gap * (stream ? 1 : 0.6))
      : Math.round(90 + random() * 900)
  const cost = failure === null ? costOf(pattern.model, pattern.account, usage) : null
  const nanos =
    cost === null ? null : picosToNanos(cost.lines.reduce((sum, line) => sum + line.count * line.price, 0))
  const words = pattern.prompts[Math.floor(random() * pattern.prompts.length)] ?? CODING[0]
  const payloads = pattern.token !== 'ci'
  const target = `${pattern.account}/${pattern.model}`
  return {
    id: number.toString(36).padStart(8, '0'),
    time: new Date(time).toISOString(),
    endpoint: embedding ? '/v1/embeddings' : '/v1/chat/completions',
    token: pattern.token,
    account: pattern.account,
    model_asked: random() < 0.7 ? target : pattern.model,
    model: pattern.model,
    dialect_in: 'openai-chat',
    dialect_out: 'openai-chat',
    stream,
    status: failure?.status ?? 200,
    error: failure === null ? null : { reason: failure.reason, code: failure.code, message: failure.message },
    attempts: [
      {
        target,
        status: failure?.status ?? 200,
        reason: failure?.reason ?? null,
        start_ms: 1.4,
        ttft_ms: ttft,
        total_ms: total - 1.4,
        cost_nanos: nanos
      }
    ],
    ttft_ms: ttft,
    gap_mean_ms: ttft === null ? null : gap,
    gap_p95_ms: ttft === null ? null : gap * 2.6,
    total_ms: total,
    usage,
    usage_raw:
      failure === null ? { prompt_tokens: usage.input ?? 0, completion_tokens: usage.output ?? 0 } : null,
    cost_nanos: nanos,
    cost_estimated: false,
    cost,
    cache: null,
    metadata: {},
    user_agent: pattern.userAgent,
    session: pattern.token === 'cline' ? `task-${1 + (number % 4)}` : null,
    notes: [],
    preview: payloads ? { prompt: words[0], reply: failure === null && !embedding ? words[1] : '' } : null,
    payloads
  }
}

/** Rows over the last two weeks, newest first, busier by day and most of all in the last hours. */
export function sampleRows(now: number): RequestLogRow[] {
  const random = seededRandom(20_260_821)
  const times: number[] = []
  for (let hour = 0; hour < 14 * 24; hour += 1) {
    const start = now - (hour + 1) * 3_600_000
    const clock = new Date(start).getUTCHours()
    const busy = clock > 6 && clock < 20 ? 1 : 0.15
    const count = Math.round(busy * (hour < 24 ? 9 : 4) * (0.4 + random() * 1.3))
    for (let index = 0; index < count; index += 1) times.push(start + random() * 3_600_000)
  }
  times.sort((left, right) => left - right)
  return times.map((time, index) => sampleRow(50_000 + index, time, random)).reverse()
}
