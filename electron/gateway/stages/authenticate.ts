import { hash } from 'node:crypto'
import { GatehouseError } from '../../../shared/errors.ts'
import type { TokenRuntime } from '../../config/snapshot.ts'
import type { GatewayCall } from '../gateway-call.ts'

const HOW = 'Make a token under Tokens in the window, or with `gatehouse token create NAME`.'

/**
 * Stage 1: whose request is it? The value is hashed and looked up by its SHA-256, so that no comparison runs over the
 * secret itself and timing says nothing about it.
 */
export function authenticate(call: GatewayCall): TokenRuntime {
  const values = presentedTokens(call)
  const [first] = values
  if (first === undefined) {
    throw new GatehouseError(
      'missing_token',
      `No token came with the request: send "Authorization: Bearer TOKEN" or "x-api-key: TOKEN". ${HOW}`
    )
  }
  const token = values.map((value) => known(call, value)).find((found) => found !== undefined)
  if (token === undefined) throw new GatehouseError('invalid_token', unknownToken(call, first))
  call.facts.token = token
  if (!token.enabled) {
    throw new GatehouseError(
      'invalid_token',
      `The token "${token.name}" is switched off. Switch it on under Tokens.`
    )
  }
  if (token.expiresAt !== null && token.expiresAt <= call.arrivedAt) {
    const when = new Date(token.expiresAt).toISOString()
    throw new GatehouseError(
      'expired_token',
      `The token "${token.name}" expired at ${when}. Set a later date under Tokens, or make a new one.`
    )
  }
  return token
}

function known(call: GatewayCall, value: string): TokenRuntime | undefined {
  return call.snapshot.findToken(hash('sha256', value, 'hex'), call.arrivedAt)
}

/**
 * Every tool sends its key in the way of its own provider, some in two ways, of which one may be another's: OpenAI's
 * bearer, Anthropic's `x-api-key`, Google's `x-goog-api-key` or `?key=`.
 */
function presentedTokens({ request, queryKey }: GatewayCall): readonly string[] {
  const { authorization, 'x-api-key': apiKey, 'x-goog-api-key': googleKey } = request.headers
  const bearer = authorization === undefined ? undefined : bearerOf(authorization)
  return [bearer, apiKey, googleKey, queryKey].filter(
    (value): value is string => typeof value === 'string' && value !== ''
  )
}

function bearerOf(authorization: string): string {
  return /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1] ?? authorization
}

function unknownToken({ request: { headers } }: GatewayCall, value: string): string {
  if (headers.authorization === value) return `The Authorization header must be "Bearer TOKEN". ${HOW}`
  return `This token is not known to Gatehouse: it is wrong or was revoked. ${HOW}`
}
