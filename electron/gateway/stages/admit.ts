import { GatehouseError } from '../../../shared/errors.ts'
import type { AccountRuntime, ModelRuntime, TokenRuntime } from '../../config/snapshot.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { formValues } from '../read-form.ts'
import { memberValue, type ReadBody } from './read-request.ts'

export interface Admitted {
  readonly account: AccountRuntime
  readonly model: ModelRuntime
}

/** Stage 3: what the name means, and whether this token may use it. */
export function admit(call: GatewayCall, token: TokenRuntime, body: ReadBody): Admitted {
  const resolution = call.snapshot.resolveModel(body.model)
  // An app is told of nothing that its token may not use.
  const inScope = (names: readonly string[]): readonly string[] => names.filter((name) => token.allows(name))
  if (resolution.kind === 'none') {
    throw unknownModel(body.model, inScope(resolution.nearest), call.snapshot.accounts.size)
  }
  if (resolution.kind === 'ambiguous') {
    const names = inScope(resolution.names)
    const choice =
      names.length > 0 ? `Name one of them: ${names.join(', ')}.` : 'This token may use none of them.'
    throw new GatehouseError('ambiguous_model', `Several accounts offer "${body.model}". ${choice}`)
  }
  const { account, model } = resolution
  call.facts.account = account
  call.facts.model = model
  if (!token.allows(model.name)) throw outOfScope(token, model.name)
  for (const name of otherModels(account, body)) {
    if (!token.allows(`${account.name}/${name}`)) throw outOfScope(token, `${account.name}/${name}`)
  }
  return { account, model }
}

function outOfScope(token: TokenRuntime, name: string): GatehouseError {
  return new GatehouseError(
    'model_not_allowed',
    `The token "${token.name}" may not use ${name}. Widen its models under Tokens, or ask for a model in its scope.`
  )
}

function unknownModel(name: string, nearest: readonly string[], accounts: number): GatehouseError {
  if (accounts === 0) {
    return new GatehouseError(
      'model_not_found',
      `There is no model "${name}": no account is set up yet. Add one under Accounts.`
    )
  }
  const hint = nearest.length > 0 ? ` Did you mean ${nearest.join(', ')}?` : ''
  return new GatehouseError(
    'model_not_found',
    `There is no model "${name}".${hint} GET /v1/models lists what this token may use.`
  )
}

/** Models that a body names besides `model`, in fields that this provider acts on (OpenRouter's `models`). */
function otherModels(account: AccountRuntime, body: ReadBody): string[] {
  const { bytes, scan, form } = body
  return (account.provider.modelFields ?? []).flatMap((field) =>
    namesIn(form === undefined ? memberValue(bytes, scan, field) : formValues(bytes, form, field))
  )
}

function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.flatMap((item) => (typeof item === 'string' ? [item] : [])) : []
}
