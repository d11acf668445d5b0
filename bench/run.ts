import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { load, manyStreams, streams } from './load.ts'
import { cpuSeconds, residentMb, startPinned, stop, untilOpen } from './processes.ts'

/**
 * `npm run bench [-- --rounds N --seconds N]`: what Gatehouse adds to a request, beside going direct and beside the
 * least that an honest gateway does (bare-proxy.ts), all in one run. Rounds go through all of them in turn and the
 * medians are compared, since machines are noisy: the ratios are what counts.
 */
const rounds = option('--rounds', 5)
const seconds = option('--seconds', 3)
const UPSTREAM = 9400
const here = import.meta.dirname
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))

const small = (model: string, stream: boolean): string =>
  JSON.stringify({
    model,
    stream,
    temperature: 0.2,
    messages: [
      { role: 'system', content: 'You answer in a few sentences.' },
      { role: 'user', content: 'What does a gateway do?' }
    ]
  })
const line =
  'export function handle(request: Request): Promise<Response> {\n  // "quoted" text and C:\\\\src\\\\index.ts\n'
const large = JSON.stringify({
  model: 'lab',
  messages: Array.from({ length: 25 }, (_, at) => ({
    role: at % 2 === 0 ? 'user' : 'assistant',
    content: `step ${at}: ${line.repeat(38)}`
  }))
})

interface Target {
  readonly name: string
  readonly port: number
  readonly start: (() => ChildProcess) | null
  child: ChildProcess | null
}

function gatehouse(name: string, port: number, payloads: boolean): Target {
  const file = join(folder, `${name}.json`)
  const account = {
    name: 'bench',
    provider: 'openai-compatible',
    base_url: `http://127.0.0.1:${UPSTREAM}/v1`,
    api_key: 'env://BENCH_KEY',
    models: '*'
  }
  writeFileSync(
    file,
    JSON.stringify({
      version: 1,
      accounts: [account],
      tokens: [{ name: 'bench', models: '*', value: 'env://BENCH_TOKEN', payloads }]
    })
  )
  const args = [
    resolve(here, '../out/main/headless.js'),
    'serve',
    '--port',
    String(port),
    '--data-dir',
    join(folder, name),
    '--apply',
    file
  ]
  const env = { BENCH_KEY: 'bench-upstream-key', BENCH_TOKEN: 'bench-client-token-0001' }
  return { name, port, child: null, start: () => startPinned(1, args, env) }
}

const bare: Target = {
  name: 'bare proxy',
  port: 9401,
  child: null,
  start: () =>
    startPinned(1, [resolve(here, 'bare-proxy.ts'), '9401', `http://127.0.0.1:${UPSTREAM}`, folder])
}
const targets: Target[] = [
  { name: 'direct', port: UPSTREAM, start: null, child: null },
  bare,
  gatehouse('gatehouse, payloads off', 9402, false),
  gatehouse('gatehouse, payloads stored', 9403, true)
]

interface Figures {
  [name: string]: number
}
const figures = new Map<string, Map<string, number[]>>()
function note(target: Target, values: Figures): void {
  const mine = figures.get(target.name) ?? new Map<string, number[]>()
  figures.set(target.name, mine)
  for (const [name, value] of Object.entries(values)) mine.set(name, [...(mine.get(name) ?? []), value])
}
const median = (target: Target, name: string): number => {
  const values = (figures.get(target.name)?.get(name) ?? []).toSorted((a, b) => a - b)
  return values[Math.floor(values.length / 2)] ?? Number.NaN
}

async function coldStart(target: Target): Promise<void> {
  if (target.start === null) return
  const started = performance.now()
  const child = target.start()
  await untilOpen(target.port)
  await load(target.port, small('lab', false), 1, 0)
  const ms = performance.now() - started
  await new Promise((resolve) => setTimeout(resolve, 300))
  note(target, { 'cold start, ms': ms, 'memory when fresh, MB': residentMb(child) ?? Number.NaN })
  await stop(child)
}

async function measure(target: Target, name: string, body: string, connections: number): Promise<void> {
  const before = target.child === null ? null : cpuSeconds(target.child)
  const { requests, p50 } = await load(target.port, body, connections, seconds)
  const after = target.child === null ? null : cpuSeconds(target.child)
  note(target, { [`${name}, p50 ms`]: p50 })
  if (before !== null && after !== null)
    note(target, { [`${name}, CPU us a request`]: ((after - before) * 1e6) / requests })
}

async function measureStream(target: Target): Promise<void> {
  const { ttft50, lag50 } = await streams(target.port, small('chunks-40-4', true), 6)
  note(target, { 'first token, ms': ttft50, 'a chunk on its way, ms': lag50 })
}

const STREAMS = 200
const CHUNKS = 100
const many = `chunks-${CHUNKS}-20`
/** The same streams of an OpenAI chat server, read in its own dialect and in each of the others. */
const readers: readonly { readonly name: string; readonly path: string; readonly body: string }[] = [
  { name: 'passing', path: '/v1/chat/completions', body: small(many, true) },
  {
    name: 'to Messages',
    path: '/v1/messages',
    body: JSON.stringify({
      model: many,
      stream: true,
      max_tokens: 1000,
      messages: [{ role: 'user', content: 'What does a gateway do?' }]
    })
  },
  {
    name: 'to Responses',
    path: '/v1/responses',
    body: JSON.stringify({ model: many, stream: true, store: false, input: 'What does a gateway do?' })
  },
  {
    name: 'to Gemini',
    path: `/v1beta/models/${many}:streamGenerateContent?alt=sse`,
    body: JSON.stringify({ contents: [{ role: 'user', parts: [{ text: 'What does a gateway do?' }] }] })
  }
]

async function measureManyStreams(target: Target): Promise<void> {
  const { child } = target
  if (child === null) return
  for (const { name, path, body } of target === bare ? readers.slice(0, 1) : readers) {
    const before = cpuSeconds(child)
    const ended = await manyStreams(target.port, path, body, STREAMS)
    if (ended !== STREAMS)
      throw new Error(`${target.name}: ${STREAMS - ended} of ${STREAMS} streams ${name} broke`)
    const after = cpuSeconds(child)
    if (before === null || after === null) continue
    note(target, { [`200 streams ${name}, CPU us a chunk`]: ((after - before) * 1e6) / (STREAMS * CHUNKS) })
  }
}

async function idle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const before = targets.map(({ child }) => (child === null ? null : cpuSeconds(child)))
  await new Promise((resolve) => setTimeout(resolve, 5000))
  targets.forEach((target, at) => {
    const start = before[at]
    const end = target.child === null ? null : cpuSeconds(target.child)
    if (typeof start === 'number' && end !== null)
      note(target, { 'idle, CPU ms a second': ((end - start) * 1000) / 5 })
    if (target.child !== null)
      note(target, { 'memory after the load, MB': residentMb(target.child) ?? Number.NaN })
  })
}

const upstream = startPinned(0, [resolve(here, 'mock-upstream.ts'), String(UPSTREAM)])
try {
  await untilOpen(UPSTREAM)
  for (let round = 0; round < rounds; round++) for (const target of targets) await coldStart(target)
  for (const target of targets) {
    target.child = target.start?.() ?? null
    await untilOpen(target.port)
    // Let V8 compile what will be measured.
    await load(target.port, small('lab', false), 16, 2)
    await load(target.port, large, 4, 1)
  }
  for (let round = 0; round < rounds; round++) {
    for (const target of round % 2 === 0 ? targets : targets.toReversed()) {
      for (const connections of [1, 16, 64])
        await measure(target, `${connections} conn.`, small('lab', false), connections)
      await measure(target, '100 KB, 16 conn.', large, 16)
      await measureStream(target)
      await measureManyStreams(target)
    }
  }
  await idle()
  print()
} finally {
  for (const { child } of targets) if (child !== null) await stop(child)
  await stop(upstream)
  rmSync(folder, { recursive: true, force: true })
}

function print(): void {
  const [direct] = targets
  const names = [...new Set(targets.flatMap(({ name }) => [...(figures.get(name)?.keys() ?? [])]))]
  const cell = (target: Target, name: string): string => {
    const value = median(target, name)
    if (Number.isNaN(value)) return '-'
    const isTime = !name.includes('CPU') && /p50|token|chunk/.test(name)
    const added =
      isTime && direct !== undefined && target !== direct
        ? ` (+${(value - median(direct, name)).toFixed(2)})`
        : ''
    const beside = median(bare, name.replace(/(?<=200 streams )[^,]+/, 'passing'))
    const ratio = target.name.startsWith('gatehouse') && !isTime ? ` (${(value / beside).toFixed(2)}x)` : ''
    return `${value.toFixed(isTime ? 2 : 1)}${added}${ratio}`
  }
  console.log(
    `\nNode ${process.version}, ${rounds} rounds of ${seconds} s, medians; (+) added to going direct, (x) against the bare proxy\n`
  )
  console.log(`| | ${targets.map(({ name }) => name).join(' | ')} |`)
  console.log(`|---|${targets.map(() => '--:').join('|')}|`)
  for (const name of names.toSorted())
    console.log(`| ${name} | ${targets.map((target) => cell(target, name)).join(' | ')} |`)
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name)
  const value = at < 0 ? otherwise : Number(process.argv[at + 1])
  if (!(value > 0)) throw new Error(`${name} takes a number above 0`)
  return value
}
