import { createRequestIds, requestIdText } from '../../electron/store/request-id.ts'
import type { LogEntry, Place, RecordedReply, SlicedBody } from '../../electron/store/store.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'

const now = Date.parse('2026-06-15T10:20:30.400Z')
const nextId = createRequestIds(() => now, 0)

export interface EntryOptions {
  /** Milliseconds since the epoch; left out: a fixed time in June 2026. */
  readonly time?: number
  readonly row?: Partial<RequestLogRow>
  readonly request?: SlicedBody | null
  readonly reply?: RecordedReply | null
}

/** A log entry like those of a gateway: a small chat that went well, unless told otherwise. */
export function makeEntry(options: EntryOptions = {}): LogEntry {
  const time = options.time ?? now
  // Ids rise with time; a test that goes back in time gets the id of that time.
  const id = options.time === undefined ? nextId() : idAt(time)
  const request = options.request ?? null
  const reply = options.reply ?? null
  const row: RequestLogRow = {
    id: requestIdText(id),
    time: new Date(time).toISOString(),
    endpoint: '/v1/chat/completions',
    token: 'cline',
    account: 'cerebras-main',
    model_asked: 'cerebras-main/gpt-oss-120b',
    model: 'gpt-oss-120b',
    dialect_in: 'openai-chat',
    dialect_out: 'openai-chat',
    stream: false,
    status: 200,
    error: null,
    attempts: [],
    ttft_ms: 12.5,
    gap_mean_ms: null,
    gap_p95_ms: null,
    total_ms: 80.25,
    usage: { input: 100, cache_read: 20, cache_write: null, output: 30, reasoning: 5 },
    usage_raw: { prompt_tokens: 120, completion_tokens: 30 },
    cost_nanos: 52_000,
    cost_estimated: false,
    cost: null,
    cache: null,
    metadata: {},
    user_agent: 'OpenAI/JS 7.55.0',
    session: null,
    notes: [],
    preview: null,
    payloads: request !== null || reply !== null,
    ...options.row
  }
  return { id, time, row, request, reply }
}

let counter = 0
function idAt(time: number): number {
  counter = (counter + 1) % 1024
  return time * 1024 + counter
}

/** A chat request as bytes, cut as the gateway cuts it: each message apart, its comma in front of it. */
export function slicedChat(messages: readonly unknown[], rest: Record<string, unknown> = {}): SlicedBody {
  const { tools, ...others } = rest
  const before = `{"model":"gpt-oss-120b"${tools === undefined ? '' : `,"tools":${JSON.stringify(tools)}`},"messages":[`
  const texts = messages.map((message, index) => `${index === 0 ? '' : ','}${JSON.stringify(message)}`)
  const after = `]${Object.entries(others)
    .map(([key, value]) => `,${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join('')}}`
  return slicedBody([
    ['before', before],
    ...texts.map((text): [Place, string] => ['message', text]),
    ['after', after]
  ])
}

/** A body of the given slices. */
export function slicedBody(slices: readonly (readonly [Place, string | Uint8Array])[]): SlicedBody {
  const parts = slices.map(([, part]) => Buffer.from(part))
  let end = 0
  return {
    body: Buffer.concat(parts),
    ends: parts.map((part) => (end += part.length)),
    places: slices.map(([place]) => place)
  }
}

/** A reply that came whole. */
export function wholeReply(text: string): RecordedReply {
  const message = { role: 'assistant', content: text }
  const body = { id: `chatcmpl-${nextId()}`, choices: [{ index: 0, message, finish_reason: 'stop' }] }
  return {
    body: Buffer.from(JSON.stringify(body)),
    contentType: 'application/json',
    eventEnds: [],
    eventTimes: []
  }
}

/** A reply that came as a stream: a chunk for every few letters, as providers send them. */
export function streamedReply(text: string, id = `chatcmpl-${nextId()}`): RecordedReply {
  const chunk = (delta: unknown, finish: string | null): string =>
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 1_781_518_830, model: 'gpt-oss-120b', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
  const pieces = text.match(/\s*\S{1,6}/g) ?? []
  const events = [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces.map((content) => chunk({ content }, null)),
    chunk({}, 'stop'),
    'data: [DONE]\n\n'
  ].map((event) => Buffer.from(event))
  let end = 0
  return {
    body: Buffer.concat(events),
    contentType: 'text/event-stream; charset=utf-8',
    eventEnds: events.map((event) => (end += event.length)),
    eventTimes: events.map((_, index) => 200 + Math.round(index * 73) / 10)
  }
}

/** A generator of numbers from 0 up to 1 that always gives the same ones. */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const SYLLABLES =
  'ab con der ex for gra hi in jo ka lo mer net op pro qui re sta ter un ver wa xi yo zel'.split(' ')

/** Text of about so many characters: words nobody wrote, with the odd number and line break. */
export function randomText(random: () => number, length: number): string {
  let text = ''
  while (text.length < length) {
    const syllables = 1 + Math.floor(random() * 4)
    for (let index = 0; index < syllables; index += 1) {
      text += SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? ''
    }
    text += random() < 0.08 ? '.\n' : random() < 0.1 ? ` ${Math.floor(random() * 10_000)} ` : ' '
  }
  return text
}
