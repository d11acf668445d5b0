import { GatehouseError } from '../../../shared/errors.ts'
import { planTargets, type Plan } from '../../routing/plan-targets.ts'
import type { GatewayCall } from '../gateway-call.ts'
import type { Admitted } from './admit.ts'

/** Stage 4: the targets to try, in order. */
export function planRoute(call: GatewayCall, { account, model }: Admitted): Plan {
  if (account.state !== 'ready') {
    throw new GatehouseError(
      'account_unavailable',
      account.notice ?? `The account "${account.name}" is switched off.`
    )
  }
  return planTargets(account, model)
}
