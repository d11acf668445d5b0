import { GatehouseError } from '../../../shared/errors.ts'
import type { AccountRuntime, TokenRuntime } from '../../config/snapshot.ts'
import { geminiModel } from '../../dialects/gemini/list-models.ts'
import type { Fields } from '../../dialects/json.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import { anthropicModel, openaiModel, type ListedModel } from '../describe-model.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { authenticate } from '../stages/authenticate.ts'

interface OfferedModel {
  readonly id: string
  readonly account: string
}

/** `GET /v1/models`: what the token may use, under its full name and, where only one account has it, its plain one. */
export async function listModels(call: GatewayCall, dependencies: GatewayDependencies): Promise<void> {
  const token = authenticate(call)
  requireGet(call)
  const models = await modelsFor(call, token, dependencies)
  call.reply.sendJson(200, LISTS[formOf(call)](models))
}

/** `GET /v1/models/NAME`: one of them, by any name that requests may use. */
export async function retrieveModel(
  call: GatewayCall,
  name: string,
  dependencies: GatewayDependencies
): Promise<void> {
  const token = authenticate(call)
  requireGet(call)
  const resolution = call.snapshot.resolveModel(name)
  if (resolution.kind !== 'found' || !token.allows(resolution.model.name)) {
    throw new GatehouseError(
      'model_not_found',
      `There is no model "${name}" for this token. GET /v1/models lists what it may use.`
    )
  }
  const { account, model } = resolution
  call.reply.sendJson(200, MODELS[formOf(call)](describe(call, name, account, model.id, dependencies)))
}

function requireGet(call: GatewayCall): void {
  if (call.request.method !== 'GET' && call.request.method !== 'HEAD') {
    throw new GatehouseError('method_not_allowed', `${call.path} takes GET.`)
  }
}

async function modelsFor(
  call: GatewayCall,
  token: TokenRuntime,
  dependencies: GatewayDependencies
): Promise<ListedModel[]> {
  const ready = [...call.snapshot.accounts.values()].filter((account) => account.state === 'ready')
  const lists = await Promise.all(ready.map((account) => namesOf(call, account, dependencies)))
  const allowed = lists.flat().filter(({ account, id }) => token.allows(`${account}/${id}`))
  const plain = allowed.filter(({ account, id }) => {
    const resolution = call.snapshot.resolveModel(id)
    return resolution.kind === 'found' && resolution.account.name === account
  })
  const named = [
    ...allowed.map(({ account, id }) => ({ name: `${account}/${id}`, account, id })),
    ...plain.map(({ account, id }) => ({ name: id, account, id }))
  ]
  return named.flatMap(({ name, account, id }) => {
    const runtime = call.snapshot.accounts.get(account)
    return runtime === undefined ? [] : [describe(call, name, runtime, id, dependencies)]
  })
}

/** What is known of a model, under the name that is asked for. */
function describe(
  call: GatewayCall,
  name: string,
  account: AccountRuntime,
  id: string,
  { catalogue }: GatewayDependencies
): ListedModel {
  const model = account.models.get(id)
  const upstreamId = model?.upstreamId ?? id
  const { priceTable } = account.provider
  return {
    id: name,
    account: account.name,
    facts: catalogue.facts(priceTable, upstreamId),
    price: model?.priceOverride ?? catalogue.price(priceTable, upstreamId, call.arrivedAt)
  }
}

async function namesOf(
  call: GatewayCall,
  account: AccountRuntime,
  dependencies: GatewayDependencies
): Promise<OfferedModel[]> {
  const names = new Set(account.models.keys())
  if (account.any) {
    try {
      for (const id of (await dependencies.offeredModels(account.name)).models) names.add(id)
    } catch (error) {
      // A provider that can't be asked now must not hide the models of the others.
      call.facts.notes.push(
        `the models of ${account.name} could not be listed: ${error instanceof Error ? error.message : ''}`
      )
    }
  }
  return [...names].map((id) => ({ id, account: account.name }))
}

type Form = 'openai' | 'anthropic' | 'gemini'

/** Google's clients have a path of their own; Anthropic's say which version they speak, which OpenAI's never do. */
function formOf(call: GatewayCall): Form {
  if (call.path.startsWith('/v1beta/')) return 'gemini'
  return call.request.headers['anthropic-version'] === undefined ? 'openai' : 'anthropic'
}

const MODELS: Readonly<Record<Form, (model: ListedModel) => Fields>> = {
  openai: openaiModel,
  anthropic: anthropicModel,
  gemini: ({ id, facts }) => geminiModel({ id, ...facts })
}

const LISTS: Readonly<Record<Form, (models: readonly ListedModel[]) => Fields>> = {
  openai: (models) => ({ object: 'list', data: models.map(MODELS.openai) }),
  anthropic: (models) => ({
    data: models.map(MODELS.anthropic),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null
  }),
  gemini: (models) => ({ models: models.map(MODELS.gemini) })
}
