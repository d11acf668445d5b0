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
  const value = presentedToken(call)
  const token = call.snapshot.findToken(hash('sha256', value, 'hex'), call.arrivedAt)
  if (token === undefined) {
    throw new GatehouseError(
      'invalid_token',
      `This token is not known to Gatehouse: it is wrong or was revoked. ${HOW}`
    )
  }
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

function presentedToken(call: GatewayCall): string {
  const { authorization, 'x-api-key': apiKey } = call.request.headers
  if (authorization !== undefined && authorization !== '') {
    const value = /^Bearer\s+(\S+)\s*$/i.exec(authorization)?.[1]
    if (value !== undefined) return value
    throw new GatehouseError('invalid_token', `The Authorization header must be "Bearer TOKEN". ${HOW}`)
  }
  if (typeof apiKey === 'string' && apiKey !== '') return apiKey
  throw new GatehouseError(
    'missing_token',
    `No token came with the request: send "Authorization: Bearer TOKEN" or "x-api-key: TOKEN". ${HOW}`
  )
}
