import { GatehouseError } from '../../shared/errors.ts'
import { modelType } from '../catalogue/model-type.ts'
import type { AccountRuntime, ModelRuntime } from '../config/snapshot.ts'
import type { GatewayDependencies } from './dependencies.ts'
import type { GatewayCall } from './gateway-call.ts'

type ModelType = ModelRuntime['type']

/**
 * The model for a request that names none, where OpenAI has a default of its own: the only one of its kind that the
 * token may use. Which of several it would be is for the client to say, since they differ in price and in who reads the
 * request; but where one of them is what its provider would take itself, that is taken.
 */
export function chooseModel(
  call: GatewayCall,
  type: ModelType,
  { catalogue }: Pick<GatewayDependencies, 'catalogue'>
): string {
  const found = [...call.snapshot.accounts.values()]
    .filter(({ state, dialects }) => state === 'ready' && dialects.some(isOpenai))
    .flatMap((account) => candidates(account, type, catalogue))
    .filter(({ name }) => call.facts.token?.allows(name) === true)
  const [only, ...others] = found.length === 1 ? found : found.filter(({ isDefault }) => isDefault)
  if (only !== undefined && others.length === 0) {
    call.facts.notes.push(`the request named no model: ${only.name} was taken`)
    return only.name
  }
  const choice =
    found.length === 0
      ? `and this token may use none of the type ${type}: send "model", such as "account/model"`
      : `and there are several to choose from: send "model" with one of ${found.map(({ name }) => name).join(', ')}`
  throw new GatehouseError('invalid_request', `The request names no model, ${choice}.`)
}

interface Candidate {
  readonly name: string
  readonly isDefault: boolean
}

function candidates(
  { name, provider, models, any }: AccountRuntime,
  type: ModelType,
  catalogue: GatewayDependencies['catalogue']
): readonly Candidate[] {
  const usual = provider.defaultModels?.[type]
  const listed = [...models.values()].filter((model) => typeOf(model) === type)
  const all = listed.map((model) => ({ name: model.name, isDefault: model.upstreamId === usual }))
  const isListed = usual === undefined || all.some(({ isDefault }) => isDefault)
  return any && !isListed ? [...all, { name: `${name}/${usual}`, isDefault: true }] : all

  /** What the configuration says; a bare id there is a chat's only as long as its name says nothing else. */
  function typeOf(model: ModelRuntime): ModelType {
    if (model.type !== 'chat') return model.type
    return modelType(catalogue.facts(provider.priceTable, model.upstreamId), model.upstreamId)
  }
}

function isOpenai(dialect: string): boolean {
  return dialect.startsWith('openai-')
}
