import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Target } from '../routing/plan-targets.ts'

/** Request headers that mean something to a provider and may pass: everything else stays here. */
const TO_PROVIDER = ['openai-beta', 'idempotency-key'] as const

/** What Anthropic wants with every message (https://docs.claude.com/en/api/versioning), where nobody says another. */
const ANTHROPIC_VERSION = '2023-06-01'

/** Reply headers that mean something to a client; rate limits come under many names with one beginning. */
const TO_CLIENT: ReadonlySet<string> = new Set([
  'content-type',
  'content-disposition',
  'retry-after',
  'retry-after-ms',
  'x-request-id',
  'request-id',
  'openai-processing-ms',
  'openai-version'
])

/** The configuration takes the values of such headers by reference alone. */
const SECRET_NAME = /key|token|secret|password|cookie|credential|auth/

/**
 * Headers for the provider: the account's own, its key, and the few of the client's that may pass. `contentType` is that
 * of the body, null where there is none; `dialect` is what the provider is spoken to in, left out where it is asked for
 * something else than a chat.
 */
export function headersForProvider(
  target: Pick<Target, 'account' | 'key'>,
  client: IncomingHttpHeaders,
  contentType: string | null,
  version: string,
  dialect?: DialectId
): Record<string, string> {
  const { account, key } = target
  const headers: Record<string, string> = {
    'accept-encoding': 'identity',
    'user-agent': `gatehouse/${version}`
  }
  if (contentType !== null) headers['content-type'] = contentType
  for (const name of TO_PROVIDER) {
    const value = client[name]
    if (typeof value === 'string') headers[name] = value
  }
  // The account's headers come last: what its owner configured is not for a client to change.
  for (const name in account.headers) headers[name] = account.headers[name] ?? ''
  if (dialect === 'anthropic-messages') addAnthropicHeaders(headers, target, client)
  if (key !== null) {
    const { keyHeader, bearerToo } = account.provider
    if (keyHeader !== undefined) headers[keyHeader] = key.value
    if (keyHeader === undefined || bearerToo === true) headers['authorization'] = `Bearer ${key.value}`
  }
  return headers
}

/**
 * Version and betas are the client's, byte for byte: they belong to the body that it wrote. An owner's own version stands
 * over the client's, and betas that an owner switched on are added to the client's.
 */
function addAnthropicHeaders(
  headers: Record<string, string>,
  { account }: Pick<Target, 'account' | 'key'>,
  client: IncomingHttpHeaders
): void {
  const configured = account.headers['anthropic-version']
  const isOwners = configured !== undefined && configured !== account.provider.headers?.['anthropic-version']
  const asked = textOf(client['anthropic-version'])
  headers['anthropic-version'] = (isOwners ? configured : asked) ?? configured ?? ANTHROPIC_VERSION
  const betas = [textOf(client['anthropic-beta']), account.headers['anthropic-beta']]
  const all = betas.filter((beta) => beta !== undefined).join(',')
  if (all !== '') headers['anthropic-beta'] = all
}

/** Node joins such headers where they come twice; undefined where there is none. */
function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.join(',')
}

/** What signs in at the target: its key, and the headers of the account that carry secrets by their names. */
export function secretsOf({ account, key }: Pick<Target, 'account' | 'key'>): string[] {
  const secrets = key === null ? [] : [key.value]
  if (account.aws !== null) secrets.push(account.aws.secretAccessKey, account.aws.sessionToken ?? '')
  for (const name in account.headers) {
    if (SECRET_NAME.test(name)) secrets.push(account.headers[name] ?? '')
  }
  return secrets
}

export function headersForClient(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const passed: OutgoingHttpHeaders = {}
  for (const name in headers) {
    if (TO_CLIENT.has(name) || /^(?:x|anthropic)-ratelimit-/.test(name)) passed[name] = headers[name]
  }
  return passed
}
