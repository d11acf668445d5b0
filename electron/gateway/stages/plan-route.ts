import { GatehouseError } from '../../../shared/errors.ts'
import { planTargets, type Plan } from '../../routing/plan-targets.ts'
import type { GatewayCall } from '../gateway-call.ts'
import type { Admitted } from './admit.ts'

/** Stage 4: the targets to try, in order. */
export function planRoute(call: GatewayCall, { account, model }: Admitted): Plan {
  if (account.state !== 'ready') {
    const why = account.notice ?? 'it is switched off'
    throw new GatehouseError('account_unavailable', `The account "${account.name}" can't be used: ${why}`)
  }
  call.facts.dialect = account.provider.dialect
  return planTargets(account, model)
}
