import { GatehouseError } from '../../../shared/errors.ts'
import { VERSION } from '../../app/version.ts'
import { isSealRefused } from '../../providers/is-seal-refused.ts'
import { afterFailure } from '../../routing/failure-policy.ts'
import type { Plan, Target } from '../../routing/plan-targets.ts'
import type { Asking, PreparedRequest } from '../asking.ts'
import { AttemptExchange } from '../attempt.ts'
import type { AttemptFailure, AttemptOutcome } from '../attempt-outcome.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { headersForProvider, secretsOf } from '../passed-headers.ts'
import { signAwsRequest } from '../../upstream/sign-aws-request.ts'
import type { UpstreamRequest } from '../../upstream/upstream.ts'

/** An answer that may go to the client: a whole reply, or a stream whose first output has come. */
export type Answer = Extract<AttemptOutcome, { kind: 'whole' | 'stream' }>

/** Raised where no target answered: the last failure, as the client will be told. */
export class TargetsFailed extends Error {
  readonly failure: AttemptFailure
  readonly account: string

  constructor(failure: AttemptFailure, account: string) {
    super(failure.message)
    this.name = 'TargetsFailed'
    this.failure = failure
    this.account = account
  }
}

/** Stage 6: each target in turn until one answers; the failure policy says what follows a failure. */
export async function attemptTargets(
  call: GatewayCall,
  plan: Plan,
  asking: Asking,
  dependencies: GatewayDependencies
): Promise<Answer> {
  const stopWaiting = asking.stream ? dependencies.waiting.wait(() => call.reply.comment()) : null
  try {
    let last: Failed | null = null
    let resent = false
    let withoutSeals = false
    for (let at = 0; at < plan.targets.length; at++) {
      const target = plan.targets[at]
      if (target === undefined) break
      const outcome = await attempt(call, target, asking.prepare(target, { withoutSeals }), dependencies)
      if (outcome.kind === 'client-closed') throw new GatehouseError('client_closed', 'The client hung up.')
      if (outcome.kind !== 'failed') return outcome
      last = tellingOf(last, { failure: outcome.failure, account: target.account.name })
      if (!withoutSeals && isSealRefused(outcome.failure)) {
        withoutSeals = true
        at--
        continue
      }
      const step = afterFailure(outcome.failure.reason, outcome.failure.resend && !resent)
      if (step === 'stop') break
      if (step === 'resend') {
        resent = true
        at--
      }
    }
    if (last === null) throw new GatehouseError('account_unavailable', 'There is no target for this request.')
    throw new TargetsFailed(last.failure, last.account)
  } finally {
    stopWaiting?.()
  }
}

interface Failed {
  readonly failure: AttemptFailure
  readonly account: string
}

/** Which of two failures to tell: that a request may be tried again later helps more than that another key is bad. */
function tellingOf(before: Failed | null, after: Failed): Failed {
  if (before?.failure.reason === 'rate-limited' && after.failure.reason === 'bad-credential') return before
  return after
}

async function attempt(
  call: GatewayCall,
  target: Target,
  prepared: PreparedRequest,
  dependencies: GatewayDependencies
): Promise<AttemptOutcome> {
  const { account, model } = target
  const { facts } = call
  const startMs = call.elapsedMs()
  const { basePath = account.basePath, contentType = 'application/json' } = prepared
  facts.dialect = prepared.dialect
  facts.readUsage = prepared.readUsage ?? null
  for (const note of prepared.notes) if (!facts.notes.includes(note)) facts.notes.push(note)
  const exchange = new AttemptExchange(account.origin, {
    form: prepared.form,
    secrets: () => secretsOf(target)
  })
  call.onHangUp(() => exchange.abort())
  const request: UpstreamRequest = {
    origin: account.origin,
    path: basePath + prepared.path,
    method: 'POST',
    headers: headersForProvider(target, call.request.headers, contentType, VERSION, prepared.dialect),
    body: prepared.body,
    allowLinkLocal: account.allowLinkLocal
  }
  if (prepared.form.load !== undefined) await prepared.form.load()
  const { aws } = account
  const sent = aws === null ? request : await signAwsRequest(request, aws, dependencies.clock.now())
  exchange.start(dependencies.upstream.send(sent, exchange))
  const outcome = await exchange.outcome
  const ttftMs = outcome.kind === 'stream' ? call.elapsedMs() : null
  call.facts.attempts.push({
    target: model.name,
    status: exchange.status,
    reason:
      outcome.kind === 'failed'
        ? outcome.failure.reason
        : outcome.kind === 'client-closed'
          ? 'client-closed'
          : null,
    start_ms: startMs,
    ttft_ms: ttftMs,
    total_ms: Math.round((call.elapsedMs() - startMs) * 100) / 100,
    cost_nanos: null
  })
  if (ttftMs !== null) call.facts.ttftMs = ttftMs
  return outcome
}
