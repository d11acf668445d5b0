import { GatehouseError } from '../../../shared/errors.ts'
import type { AccountRuntime, TokenRuntime } from '../../config/snapshot.ts'
import { parseFields, recordsOf, textOf, type Fields } from '../../dialects/json.ts'
import { ChatAsking } from '../ask-chat.ts'
import { refuseForeignConversation, ResponseAsking } from '../ask-response.ts'
import { expandInput, inputItems } from '../expand-input.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import { runInBackground } from '../run-in-background.ts'
import { factsOf } from './chat.ts'
import type { Endpoint } from './serve-model-call.ts'

/** `/v1/responses`, for targets that keep responses themselves and for those that don't. */
export function responsesEndpoint(dependencies: GatewayDependencies): Endpoint {
  return {
    listOf: 'input',
    async ask(call, body) {
      const { token, account, model } = call.facts
      if (token === null || account === null || model === null)
        throw new Error('a request is admitted before it is asked')
      call.facts.dialectIn = 'openai-responses'
      const fields = parseFields(body.bytes.toString('utf8'))
      if (fields === undefined)
        throw new GatehouseError('invalid_json', 'The request body is not valid JSON.')
      const input = await inputFor(account, token, fields, dependencies)
      const chat = new ChatAsking(body, {
        dialect: 'openai-responses',
        replyDialect: 'openai-responses',
        query: call.query,
        now: call.arrivedAt,
        facts: factsOf(dependencies),
        ...(input.expanded === undefined ? {} : { expanded: input.expanded })
      })
      return new ResponseAsking(chat, {
        token,
        responses: dependencies.responses,
        body: fields,
        own: input.own,
        background: fields['background'] === true && !keepsResponses(account),
        keptByProvider: keepsResponses(account),
        target: { account: account.name, model: model.id }
      })
    },
    serve: (call, asking, serve) =>
      asking instanceof ResponseAsking && asking.background
        ? runInBackground(call, asking, serve, dependencies)
        : serve()
  }
}

interface Input {
  /** The body with everything in it that the model is to see; undefined where it can go as it came. */
  readonly expanded: Fields | undefined
  readonly own: readonly Fields[]
}

/** Whether there is an item in the input that only stands for another. */
function refersToItems(body: Fields): boolean {
  return recordsOf(body['input']).some(({ type, role }) => type === 'item_reference' || (!type && !role))
}

/** Whether what an account's provider answers can be gone on from there. */
function keepsResponses({ dialects, provider }: AccountRuntime): boolean {
  return dialects.includes('openai-responses') && provider.quirks?.keepsNoResponses !== true
}

/** What `previous_response_id` and item references stand for, where the target can't know it. */
async function inputFor(
  account: AccountRuntime,
  token: TokenRuntime,
  body: Fields,
  { responses }: GatewayDependencies
): Promise<Input> {
  const previous = textOf(body['previous_response_id'])
  if (keepsResponses(account)) {
    // Its provider keeps responses, and knows its own; only what Gatehouse keeps must be put in.
    const found = previous === undefined ? null : await responses.find(previous, token)
    if (found === null || (found.kind === 'upstream' && found.account === account.name)) {
      return { expanded: undefined, own: inputItems(body['input']) }
    }
  } else refuseForeignConversation(body, account.name)
  const expanded = await expandInput(responses, token, body)
  if (expanded.kind === 'upstream') {
    throw new GatehouseError(
      'not_translatable',
      `The response '${previous ?? ''}' is kept by the provider of "${expanded.origin.account}": go on with a model of that account, or send the conversation itself instead of previous_response_id.`
    )
  }
  const { previous_response_id: _previous, background, ...rest } = body
  const isWhole = previous === undefined && background !== true && !refersToItems(body)
  if (isWhole) return { expanded: undefined, own: expanded.own }
  return { expanded: { ...rest, input: expanded.items }, own: expanded.own }
}
