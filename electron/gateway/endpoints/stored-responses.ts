import { GatehouseError } from '../../../shared/errors.ts'
import type { AccountRuntime, TokenRuntime } from '../../config/snapshot.ts'
import type { Fields } from '../../dialects/json.ts'
import type { Upstream } from '../../upstream/upstream.ts'
import { cutOff, type BackgroundResponses } from '../background-responses.ts'
import { forwardToAccount, type Forwarded } from '../forward-to-account.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { decodeName } from '../own-path.ts'
import { isUnfinished, type FoundResponse, type ResponseStore } from '../response-store.ts'
import { authenticate } from '../stages/authenticate.ts'
import { listInputItems } from './list-input-items.ts'

/** What these endpoints work with. */
export interface StoredResponseDependencies {
  readonly upstream: Upstream
  readonly responses: ResponseStore
  readonly background: BackgroundResponses
}

type Kept = Extract<FoundResponse, { kind: 'kept' }>
type Action = 'retrieve' | 'delete' | 'cancel' | 'list-input-items'

interface Asked {
  readonly id: string
  readonly action: Action
  readonly method: Forwarded['method']
  /** Behind the response's own path. */
  readonly suffix: string
}

/** What may be said of a response in a query; nothing else of it goes to a provider. */
const QUERY_NAMES: ReadonlySet<string> = new Set([
  'include',
  'include[]',
  'include_obfuscation',
  'stream',
  'starting_after',
  'order',
  'after',
  'before',
  'limit'
])

/**
 * `/v1/responses/ID`, `.../cancel` and `.../input_items`: a response that its token made before
 * (https://platform.openai.com/docs/api-reference/responses). One that a provider keeps is asked for there.
 */
export async function serveStoredResponse(
  call: GatewayCall,
  dependencies: StoredResponseDependencies
): Promise<void> {
  const token = authenticate(call)
  const asked = askedIn(call)
  const found = await dependencies.responses.find(asked.id, token)
  if (found === null) throw notFound(asked.id)
  if (found.kind === 'upstream') {
    await forward(call, token, asked, found, dependencies)
    return
  }
  await answer(call, token, asked, found, dependencies)
}

function answer(
  call: GatewayCall,
  token: TokenRuntime,
  asked: Asked,
  kept: Kept,
  dependencies: StoredResponseDependencies
): Promise<void> | void {
  switch (asked.action) {
    case 'retrieve':
      return retrieve(call, token, kept, dependencies)
    case 'delete':
      return remove(call, token, kept, dependencies)
    case 'cancel':
      return cancel(call, token, kept, dependencies)
    case 'list-input-items':
      return listInputItems(call, token, kept, dependencies.responses)
  }
}

async function retrieve(
  call: GatewayCall,
  token: TokenRuntime,
  kept: Kept,
  { background }: StoredResponseDependencies
): Promise<void> {
  const query = new URLSearchParams(call.query)
  if (query.get('stream') !== 'true') {
    call.reply.sendJson(200, asItStands(kept, token, background))
    return
  }
  if (kept.response['background'] !== true) throw unstreamable('it was not created with background=true.')
  const events = background.events(kept.id, token)
  if (events === null)
    throw unstreamable('it was not created with stream=true or the stream TTL has expired.')
  await events.follow(call, startOf(query.get('starting_after')))
}

async function remove(
  call: GatewayCall,
  token: TokenRuntime,
  { id }: Kept,
  { responses, background }: StoredResponseDependencies
): Promise<void> {
  if (background.isRunning(id, token)) {
    throw new GatehouseError('invalid_request', 'Cannot delete an in-flight response. Cancel it first.')
  }
  if (!(await responses.delete(id, token))) throw notFound(id)
  call.reply.sendJson(200, { id, object: 'response', deleted: true })
}

async function cancel(
  call: GatewayCall,
  token: TokenRuntime,
  kept: Kept,
  { responses, background }: StoredResponseDependencies
): Promise<void> {
  if (kept.response['background'] !== true) {
    throw new GatehouseError('invalid_request', 'Cannot cancel a synchronous response.')
  }
  if (background.cancel(kept.id, token)) {
    const cancelled = await responses.find(kept.id, token)
    call.reply.sendJson(200, cancelled?.kind === 'kept' ? cancelled.response : kept.response)
    return
  }
  const response = asItStands(kept, token, background)
  if (response['status'] !== 'cancelled') {
    throw new GatehouseError('invalid_request', `Cannot cancel a ${String(response['status'])} response.`)
  }
  call.reply.sendJson(200, response)
}

/** One that is not finished runs, or was cut off when Gatehouse was ended. */
function asItStands({ id, response }: Kept, token: TokenRuntime, background: BackgroundResponses): Fields {
  if (!isUnfinished(response)) return response
  return background.isRunning(id, token) ? { ...response, status: 'in_progress' } : cutOff(response)
}

async function forward(
  call: GatewayCall,
  token: TokenRuntime,
  { id, action, method, suffix }: Asked,
  found: Extract<FoundResponse, { kind: 'upstream' }>,
  { upstream, responses }: StoredResponseDependencies
): Promise<void> {
  const account = accountOf(call, found.account)
  const key = account.keys.find(({ reference }) => reference === found.key) ?? account.keys[0] ?? null
  const path = `/responses/${encodeURIComponent(id)}${suffix}${passedQuery(call.query)}`
  await forwardToAccount(call, { account, key, method, path }, upstream)
  if (action === 'delete') await responses.delete(id, token)
}

function accountOf(call: GatewayCall, name: string): AccountRuntime {
  const account = call.snapshot.accounts.get(name)
  if (account?.state === 'ready') return account
  const why =
    account === undefined ? 'is no longer set up' : `can't be used: ${account.notice ?? 'it is switched off'}`
  throw new GatehouseError(
    'account_unavailable',
    `The response is kept by the provider of the account "${name}", which ${why}`
  )
}

function passedQuery(query: string): string {
  const passed = new URLSearchParams(
    [...new URLSearchParams(query)].filter(([name]) => QUERY_NAMES.has(name))
  )
  return passed.size === 0 ? '' : `?${passed.toString()}`
}

/** The number of the last event that the client has; -1 where it has none. */
function startOf(text: string | null): number {
  if (text === null || text === '') return -1
  const number = Number(text)
  if (Number.isSafeInteger(number)) return Math.max(-1, number)
  throw new GatehouseError('invalid_request', 'starting_after must be the sequence_number of an event.')
}

function askedIn(call: GatewayCall): Asked {
  const [, name, suffix = ''] = /^\/v1\/responses\/([^/]+)(\/(?:cancel|input_items))?$/.exec(call.path) ?? []
  if (name === undefined) {
    throw new GatehouseError('unknown_path', `There is nothing at ${call.path.slice(0, 200)}.`)
  }
  const { method } = call.request
  const id = decodeName(name)
  if (suffix === '/cancel') {
    if (method !== 'POST') throw wrongMethod(call, 'POST')
    return { id, action: 'cancel', method, suffix }
  }
  if (method === 'DELETE' && suffix === '') return { id, action: 'delete', method, suffix }
  if (method !== 'GET') throw wrongMethod(call, suffix === '' ? 'GET and DELETE' : 'GET')
  return { id, action: suffix === '' ? 'retrieve' : 'list-input-items', method, suffix }
}

function wrongMethod(call: GatewayCall, methods: string): GatehouseError {
  return new GatehouseError('method_not_allowed', `${call.path.slice(0, 200)} takes ${methods}.`)
}

/** OpenAI's words. */
function notFound(id: string): GatehouseError {
  return new GatehouseError('not_found', `Response with id '${id.slice(0, 200)}' not found.`)
}

function unstreamable(why: string): GatehouseError {
  return new GatehouseError('invalid_request', `This response cannot be streamed because ${why}`)
}
