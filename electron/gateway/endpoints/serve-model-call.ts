import { GatehouseError } from '../../../shared/errors.ts'
import type { Asking } from '../asking.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { admit } from '../stages/admit.ts'
import { answerFromCache } from '../stages/answer-from-cache.ts'
import { attemptTargets } from '../stages/attempt-targets.ts'
import { authenticate } from '../stages/authenticate.ts'
import { planRoute } from '../stages/plan-route.ts'
import { readRequest, type ReadBody, type RequestForm } from '../stages/read-request.ts'
import { reply } from '../stages/reply.ts'

/** What differs between the endpoints that call a model. */
export interface Endpoint extends RequestForm {
  /** The request as it is put to targets, whichever dialects they speak. */
  ask(call: GatewayCall, body: ReadBody): Asking | Promise<Asking>
  /** Where given, stages 6 and 7 are run by it: a response in the background outlives its client. */
  serve?(call: GatewayCall, asking: Asking, serve: () => Promise<void>): Promise<void>
}

/**
 * The way of a request that calls a model, from the client's bytes to the reply: each stage is one file in `stages/`.
 * What any of them throws is told to the client, and every request is settled, by the server (`server.ts`).
 */
export async function serveModelCall(
  call: GatewayCall,
  endpoint: Endpoint,
  dependencies: GatewayDependencies
): Promise<void> {
  const token = authenticate(call)
  if (call.request.method !== 'POST')
    throw new GatehouseError('method_not_allowed', `${call.path} takes POST.`)
  const body = await readRequest(call, endpoint)
  const admitted = admit(call, token, body)
  const plan = planRoute(call, admitted)
  if (answerFromCache(call)) return
  const asking = await endpoint.ask(call, body)
  const serve = async (): Promise<void> => {
    const answer = await attemptTargets(call, plan, asking, dependencies)
    await reply(call, answer)
  }
  await (endpoint.serve === undefined ? serve() : endpoint.serve(call, asking, serve))
}
