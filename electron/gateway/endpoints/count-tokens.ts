import type { DialectId } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import { DIALECTS } from '../../dialects/all-dialects.ts'
import type { Asked } from '../../dialects/dialect.ts'
import type { ChatRequest } from '../../dialects/chat.ts'
import { estimateInputTokens } from '../../dialects/estimate-tokens.ts'
import { decodeCountTokens } from '../../dialects/gemini/count-tokens.ts'
import { parseFields } from '../../dialects/json.ts'
import { countingDialect, countReply, TokenCountAsking } from '../ask-token-count.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { admit } from '../stages/admit.ts'
import { attemptTargets, TargetsFailed } from '../stages/attempt-targets.ts'
import { authenticate } from '../stages/authenticate.ts'
import { planRoute } from '../stages/plan-route.ts'
import { readRequest, type ReadBody } from '../stages/read-request.ts'
import { reply } from '../stages/reply.ts'
import { LIST_OF } from './chat.ts'

/**
 * How many tokens a request would have: by the provider, where it counts, else an estimate, which the row says. Agents
 * ask for it to know when to compact their history, so that a rough answer is better than none.
 */
export async function serveTokenCount(
  call: GatewayCall,
  dialect: DialectId,
  dependencies: GatewayDependencies,
  asked?: Asked
): Promise<void> {
  const token = authenticate(call)
  if (call.request.method !== 'POST')
    throw new GatehouseError('method_not_allowed', `${call.path} takes POST.`)
  const form = { listOf: LIST_OF[dialect], ...(asked === undefined ? {} : { asked }) }
  const body = await readRequest(call, form)
  const admitted = admit(call, token, body)
  const plan = planRoute(call, admitted)
  call.facts.dialectIn = dialect
  const chat = chatOf(dialect, body)
  const spoken = countingDialect(admitted.account.dialects, dialect)
  if (spoken !== undefined) {
    try {
      const answer = await attemptTargets(
        call,
        plan,
        new TokenCountAsking(chat, dialect, spoken),
        dependencies
      )
      await reply(call, answer)
      return
    } catch (error) {
      if (!(error instanceof TargetsFailed) || !hasNoCounter(error)) throw error
    }
  }
  call.facts.notes.push(
    `the count is an estimate: ${admitted.account.name} has no endpoint that counts tokens`
  )
  call.reply.sendJson(200, countReply(dialect, estimateInputTokens(chat)))
}

function chatOf(dialect: DialectId, { bytes, model }: ReadBody): ChatRequest {
  const fields = parseFields(bytes.toString('utf8')) ?? {}
  const asked = { model, stream: false }
  return dialect === 'gemini'
    ? decodeCountTokens(fields, asked)
    : DIALECTS[dialect].decodeRequest(fields, asked)
}

/** Servers that only look like their dialect's own often answer chats alone. */
function hasNoCounter({ failure: { status, reason } }: TargetsFailed): boolean {
  return (status === 404 && reason !== 'no-model-access') || status === 405 || status === 501
}
