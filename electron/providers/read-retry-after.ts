/** A provider's reply headers, names in lower case. */
export type ReplyHeaders = Readonly<Record<string, string | readonly string[] | undefined>>

type Fields = Readonly<Record<string, unknown>>

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/**
 * How long a provider asks to wait before the next try, milliseconds from now; null where it does not say. Read, in this
 * order, from `retry-after-ms` and `retry-after` (seconds, or a date: RFC 9110, 10.2.3), from Google's `RetryInfo`
 * (https://google.aip.dev/194), OpenRouter's `X-RateLimit-Reset`, and from the words that OpenAI, Groq and Google put
 * into the message ("Please try again in 1m2.5s"). Dates need `nowMs`, milliseconds since the epoch.
 */
export function readRetryAfter(headers: ReplyHeaders, body: string, nowMs?: number): number | null {
  return inHeaders(headers, nowMs) ?? inBody(body, nowMs)
}

function inHeaders(headers: ReplyHeaders, nowMs: number | undefined): number | null {
  const exact = numberIn(headerOf(headers, 'retry-after-ms'))
  // Azure sends 0 beside a `retry-after` of a second.
  if (exact !== null && exact > 0) return Math.ceil(exact)
  const text = headerOf(headers, 'retry-after')
  const seconds = numberIn(text)
  if (seconds !== null) return Math.ceil(seconds * 1000)
  // "-5" and other odd texts are dates to JavaScript: a date of HTTP begins with its day's name.
  return text !== null && /^[a-z]{3}/i.test(text) ? until(Date.parse(text), nowMs) : null
}

function inBody(body: string, nowMs: number | undefined): number | null {
  const parsed = parse(body)
  const error = fieldsOf(fieldsOf(Array.isArray(parsed) ? parsed[0] : parsed)?.['error'])
  return inDetails(error?.['details']) ?? inMetadata(error?.['metadata'], nowMs) ?? inWords(body)
}

function inDetails(details: unknown): number | null {
  if (!Array.isArray(details)) return null
  for (const detail of details) {
    const delay = fieldsOf(detail)?.['retryDelay']
    const seconds = typeof delay === 'string' ? numberIn(delay.replace(/s$/, '')) : null
    if (seconds !== null) return Math.ceil(seconds * 1000)
  }
  return null
}

/** https://openrouter.ai/docs/api/reference/limits: milliseconds since the epoch. */
function inMetadata(metadata: unknown, nowMs: number | undefined): number | null {
  const reset = fieldsOf(fieldsOf(metadata)?.['headers'])?.['X-RateLimit-Reset']
  const at = typeof reset === 'string' || typeof reset === 'number' ? numberIn(String(reset)) : null
  return at === null ? null : until(at, nowMs)
}

function inWords(body: string): number | null {
  const said = /(?:try again|retry) in ((?:\d+(?:\.\d+)?(?:ms|h|m|s)\s?)+)/i.exec(body)?.[1]
  if (said === undefined) return null
  const parts = [...said.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)]
  return Math.ceil(
    parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ''] ?? 0), 0)
  )
}

/** Never negative: a date that has passed asks for no wait. */
function until(atMs: number, nowMs: number | undefined): number | null {
  return nowMs === undefined || Number.isNaN(atMs) ? null : Math.max(0, Math.ceil(atMs - nowMs))
}

function headerOf(headers: ReplyHeaders, name: string): string | null {
  const value = headers[name]
  const first = typeof value === 'string' ? value : value?.[0]
  return first === undefined || first.trim() === '' ? null : first.trim()
}

function numberIn(text: string | null): number | null {
  return text !== null && /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : null
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
