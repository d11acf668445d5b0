import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { DIALECTS } from '../../dialects/all-dialects.ts'
import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import type { Priced } from '../../catalogue/catalogue.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import type { CallFacts, GatewayCall } from '../gateway-call.ts'
import { sliceBody } from '../slice-body.ts'
import { memberValue, type ReadBody } from './read-request.ts'

const NOT_PRICED: Priced = { nanos: null, cost: null }

/** Stage 8: usage, price and the log row, exactly once for each request, whatever became of it. */
export function settle(call: GatewayCall, dependencies: GatewayDependencies): void {
  const { facts } = call
  const answered = facts.usageRaw !== undefined
  const usage = answered ? usageOf(call) : UNKNOWN_USAGE
  const priced = answered ? priceOf(call, usage, dependencies) : NOT_PRICED
  const payloads = facts.token?.payloads === true && facts.body !== null
  if (payloads && facts.body?.form !== undefined)
    facts.notes.push(`the form of ${facts.body.bytes.length} bytes, with its files, was not stored`)
  const totalMs = call.elapsedMs()
  const tier = tierOf(facts.body)
  if (tier !== null)
    facts.notes.push(`service tier "${tier}" was asked for; the cost is estimated at the standard rates`)
  if (priced.leftOut !== undefined) facts.notes.push(priced.leftOut)
  const row: RequestLogRow = {
    id: call.idText,
    time: new Date(call.arrivedAt).toISOString(),
    endpoint: call.path,
    token: facts.token?.name ?? null,
    account: facts.account?.name ?? null,
    model_asked: facts.body?.isUnnamed === true ? null : (facts.body?.model ?? null),
    model: facts.model?.id ?? null,
    dialect_in: facts.dialectIn,
    dialect_out: facts.dialect,
    stream: facts.body?.stream ?? false,
    status: statusOf(call),
    error: errorOf(facts),
    attempts: withCost(call, priced.nanos, totalMs),
    ttft_ms: facts.ttftMs,
    ...gaps(facts.chunkTimes),
    total_ms: totalMs,
    usage,
    usage_raw: facts.usageRaw ?? null,
    cost_nanos: priced.nanos,
    cost_estimated: (tier !== null || priced.leftOut !== undefined) && priced.nanos !== null,
    cost: priced.cost,
    cache: facts.cache,
    metadata: metadataOf(facts.body),
    user_agent: call.request.headers['user-agent']?.slice(0, 300) ?? null,
    session: sessionOf(call),
    notes: facts.notes,
    preview: null,
    payloads
  }
  dependencies.appendLog({
    id: call.id,
    time: call.arrivedAt,
    row,
    request: payloads && facts.body !== null && facts.body.form === undefined ? sliceBody(facts.body) : null,
    reply: payloads ? facts.reply : null
  })
}

function usageOf({ facts: { readUsage, dialect, usageRaw } }: GatewayCall): RequestLogRow['usage'] {
  return readUsage === null ? DIALECTS[dialect ?? 'openai-chat'].readUsage(usageRaw) : readUsage(usageRaw)
}

/** What went wrong. Providers quote prompts in their errors, so of a token without payloads their words are not kept. */
function errorOf({ error, token }: CallFacts): RequestLogRow['error'] {
  if (error === null || token?.payloads !== false) return error
  if (error.reason === 'refused' || error.reason === 'client-closed') return error
  return {
    ...error,
    message: "The provider's words are not kept for this token, since they may quote the prompt."
  }
}

function priceOf(
  call: GatewayCall,
  usage: RequestLogRow['usage'],
  { catalogue, priceUsage }: GatewayDependencies
): Priced {
  const { account, model } = call.facts
  if (account === null || model === null) return { nanos: null, cost: null }
  const entry =
    model.priceOverride ?? catalogue.price(account.provider.priceTable, model.upstreamId, call.arrivedAt)
  return priceUsage(entry, usage)
}

/** What the client got; a stream that broke after its status was sent counts as what broke it. */
function statusOf({ facts, hungUp, reply }: GatewayCall): number {
  if (hungUp) return 499
  if (facts.error !== null && reply.status < 400) return 502
  return reply.status
}

/** The attempt that answered took until now, and bears the cost. */
function withCost({ facts }: GatewayCall, nanos: number | null, totalMs: number): RequestLogRow['attempts'] {
  const last = facts.attempts.at(-1)
  if (last === undefined) return []
  const total = Math.round((totalMs - last.start_ms) * 100) / 100
  return [...facts.attempts.slice(0, -1), { ...last, total_ms: total, cost_nanos: nanos }]
}

function gaps(times: readonly number[]): Pick<RequestLogRow, 'gap_mean_ms' | 'gap_p95_ms'> {
  const first = times[0]
  const last = times.at(-1)
  if (first === undefined || last === undefined || times.length < 2)
    return { gap_mean_ms: null, gap_p95_ms: null }
  const sorted = new Float64Array(times.length - 1)
  for (let at = 1; at < times.length; at++) sorted[at - 1] = (times[at] ?? 0) - (times[at - 1] ?? 0)
  sorted.sort()
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0
  return { gap_mean_ms: hundredths((last - first) / sorted.length), gap_p95_ms: hundredths(p95) }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}

/** Headers in which agents name their session: Claude Code, Codex (a session and the number of a window), others. */
const SESSION_HEADERS = [
  'x-claude-code-session-id',
  'x-codex-window-id',
  'session_id',
  'session-id',
  'x-session-id'
] as const

function sessionOf(call: GatewayCall): string | null {
  const { headers } = call.request
  const name = SESSION_HEADERS.find((header) => typeof headers[header] === 'string' && headers[header] !== '')
  const value = name === undefined ? undefined : headers[name]
  if (typeof value !== 'string') return null
  return (name === 'x-codex-window-id' ? value.replace(/:\d+$/, '') : value).slice(0, 128)
}

const METADATA_KEYS = 16
const METADATA_CHARACTERS = 128

/** The body's own `metadata`, as far as it is short texts by name; it passes to the provider untouched. */
function metadataOf(body: ReadBody | null): Record<string, string> {
  if (body === null || !body.scan.members.has('metadata')) return {}
  const value = readMember(body, 'metadata')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const texts = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string'
  )
  const short = texts.slice(0, METADATA_KEYS)
  return Object.fromEntries(
    short.map(([name, text]) => [name.slice(0, METADATA_CHARACTERS), text.slice(0, METADATA_CHARACTERS)])
  )
}

/** A tier with rates of its own (https://platform.openai.com/docs/guides/priority-processing); null for the usual one. */
function tierOf(body: ReadBody | null): string | null {
  const tier = body === null ? undefined : readMember(body, 'service_tier')
  return typeof tier === 'string' &&
    !['auto', 'default', 'standard', 'standard_only', 'on_demand'].includes(tier)
    ? tier.slice(0, 40)
    : null
}

function readMember(body: ReadBody, name: string): unknown {
  try {
    return memberValue(body.bytes, body.scan, name)
  } catch {
    // Not valid JSON there: the provider has said so already.
    return undefined
  }
}
