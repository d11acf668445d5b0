import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { Target } from '../routing/plan-targets.ts'

/** Request headers that mean something to a provider and may pass: everything else stays here. */
const TO_PROVIDER = ['openai-beta', 'idempotency-key'] as const

/** Reply headers that mean something to a client; rate limits come under many names with one beginning. */
const TO_CLIENT: ReadonlySet<string> = new Set([
  'content-type',
  'retry-after',
  'retry-after-ms',
  'x-request-id',
  'request-id',
  'openai-processing-ms',
  'openai-version'
])

/** The configuration takes the values of such headers by reference alone. */
const SECRET_NAME = /key|token|secret|password|cookie|credential|auth/

/** Headers for the provider: the account's own, its key, and the few of the client's that may pass. */
export function headersForProvider(
  target: Pick<Target, 'account' | 'key'>,
  client: IncomingHttpHeaders,
  hasBody: boolean,
  version: string
): Record<string, string> {
  const headers: Record<string, string> = {
    'accept-encoding': 'identity',
    'user-agent': `gatehouse/${version}`
  }
  if (hasBody) headers['content-type'] = 'application/json'
  for (const name of TO_PROVIDER) {
    const value = client[name]
    if (typeof value === 'string') headers[name] = value
  }
  // The account's headers come last: what its owner configured is not for a client to change.
  for (const name in target.account.headers) headers[name] = target.account.headers[name] ?? ''
  if (target.key !== null) headers['authorization'] = `Bearer ${target.key.value}`
  return headers
}

/** What signs in at the target: its key, and the headers of the account that carry secrets by their names. */
export function secretsOf({ account, key }: Pick<Target, 'account' | 'key'>): string[] {
  const secrets = key === null ? [] : [key.value]
  for (const name in account.headers) {
    if (SECRET_NAME.test(name)) secrets.push(account.headers[name] ?? '')
  }
  return secrets
}

export function headersForClient(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const passed: OutgoingHttpHeaders = {}
  for (const name in headers) {
    if (TO_CLIENT.has(name) || name.startsWith('x-ratelimit-')) passed[name] = headers[name]
  }
  return passed
}
