import { GatehouseError } from '../../../shared/errors.ts'
import type { AccountRuntime, TokenRuntime } from '../../config/snapshot.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { authenticate } from '../stages/authenticate.ts'

interface ListedModel {
  readonly id: string
  readonly account: string
}

/** `GET /v1/models`: what the token may use, under its full name and, where only one account has it, its plain one. */
export async function listModels(call: GatewayCall, dependencies: GatewayDependencies): Promise<void> {
  const token = authenticate(call)
  requireGet(call)
  const models = await modelsFor(call, token, dependencies)
  call.reply.sendJson(200, isAnthropic(call) ? anthropicList(models) : openaiList(models))
}

/** `GET /v1/models/NAME`: one of them, by any name that requests may use. */
export async function retrieveModel(call: GatewayCall, name: string): Promise<void> {
  const token = authenticate(call)
  requireGet(call)
  const resolution = call.snapshot.resolveModel(name)
  if (resolution.kind !== 'found' || !token.allows(resolution.model.name)) {
    throw new GatehouseError(
      'model_not_found',
      `There is no model "${name}" for this token. GET /v1/models lists what it may use.`
    )
  }
  const model = { id: name, account: resolution.account.name }
  call.reply.sendJson(200, isAnthropic(call) ? anthropicModel(model) : openaiModel(model))
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
  const full = allowed.map(({ account, id }) => ({ id: `${account}/${id}`, account }))
  const plain = allowed.filter(({ account, id }) => {
    const resolution = call.snapshot.resolveModel(id)
    return resolution.kind === 'found' && resolution.account.name === account
  })
  return [...full, ...plain]
}

async function namesOf(
  call: GatewayCall,
  account: AccountRuntime,
  dependencies: GatewayDependencies
): Promise<ListedModel[]> {
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

/** Anthropic's clients say which version they speak; OpenAI's never send this header. */
function isAnthropic(call: GatewayCall): boolean {
  return call.request.headers['anthropic-version'] !== undefined
}

/** https://platform.openai.com/docs/api-reference/models/list; the time of a model's making is not known. */
function openaiModel({ id, account }: ListedModel): object {
  return { id, object: 'model', created: 0, owned_by: account }
}

function openaiList(models: readonly ListedModel[]): object {
  return { object: 'list', data: models.map(openaiModel) }
}

/** https://docs.anthropic.com/en/api/models-list */
function anthropicModel({ id }: ListedModel): object {
  return { type: 'model', id, display_name: id, created_at: '1970-01-01T00:00:00Z' }
}

function anthropicList(models: readonly ListedModel[]): object {
  return {
    data: models.map(anthropicModel),
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null
  }
}
