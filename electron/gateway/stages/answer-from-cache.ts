import type { GatewayCall } from '../gateway-call.ts'

/** Stage 5: a reply kept from an earlier request. Caching is opt-in and no configuration asks for it yet, so: never. */
export function answerFromCache(call: GatewayCall): boolean {
  call.facts.cache = 'off'
  return false
}
