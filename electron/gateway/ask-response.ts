import { GatehouseError } from '../../shared/errors.ts'
import type { TokenRuntime } from '../config/snapshot.ts'
import { textOf, type Fields } from '../dialects/json.ts'
import type { Target } from '../routing/plan-targets.ts'
import type { ChatAsking } from './ask-chat.ts'
import type { Asking, PreparedRequest } from './asking.ts'
import { newId } from './new-id.ts'
import type { KeptResponse, ResponseOrigin, ResponseStore } from './response-store.ts'
import { watchResponse } from './watch-response.ts'

export interface ResponseOptions {
  readonly token: TokenRuntime
  readonly responses: ResponseStore
  /** The request as the client sent it. */
  readonly body: Fields
  /** Its own input items, references replaced. */
  readonly own: readonly Fields[]
  /** Whether it is to be made while its client need not wait, by Gatehouse: a provider that does that itself is asked to. */
  readonly background: boolean
  /** Whether the provider keeps what it answers, so that Gatehouse need only know where. */
  readonly keptByProvider: boolean
  /** What was admitted. */
  readonly target: { readonly account: string; readonly model: string }
}

/** A chat asked for at `/v1/responses`: what comes of it is kept, so that its client can come back to it. */
export class ResponseAsking implements Asking {
  readonly stream: boolean
  readonly #chat: ChatAsking
  readonly #options: ResponseOptions
  readonly #keeps: boolean
  /** Set where the response is made while its client need not wait. */
  readonly background: boolean
  /** As the client got it; null before it is finished. */
  response: Fields | null = null

  constructor(chat: ChatAsking, options: ResponseOptions) {
    this.stream = chat.stream
    this.#chat = chat
    this.#options = options
    this.#keeps = options.body['store'] !== false
    this.background = options.background
    if (this.background && !this.#keeps) {
      throw new GatehouseError(
        'invalid_request',
        '"background" needs "store": the response is kept to be asked for later.'
      )
    }
  }

  prepare(target: Target, options: { readonly withoutSeals: boolean }): PreparedRequest {
    const prepared = this.#chat.prepare(target, options)
    if (!this.#keeps) return prepared
    const form = watchResponse(prepared.form, (response) => this.#keep(target, response))
    return { ...prepared, form }
  }

  /** What is kept of a response that is still being made. */
  unfinished(): KeptResponse {
    const { account, model } = this.#options.target
    const response: Fields = { ...this.#chat.emptyReply(), background: true, status: 'queued' }
    return this.#kept({ id: textOf(response['id']) ?? newId('resp_'), account, model, key: null }, response)
  }

  #keep(target: Target, response: Fields): void {
    this.response = response
    const id = textOf(response['id'])
    if (id === undefined || this.background) return
    const { token, responses } = this.#options
    const key = target.key?.reference ?? null
    const origin = { id, account: target.account.name, model: target.model.id, key }
    if (this.#options.keptByProvider) responses.remember(token, origin)
    else responses.keep(this.#kept(origin, response))
  }

  #kept(origin: ResponseOrigin, response: Fields): KeptResponse {
    const { token, body, own } = this.#options
    return {
      ...origin,
      token,
      previousId: textOf(body['previous_response_id']) ?? null,
      inputItems: own,
      response
    }
  }
}

/** Refuses what can't be done for a target whose provider keeps no conversations. */
export function refuseForeignConversation(body: Fields, account: string): void {
  if (body['conversation'] === undefined || body['conversation'] === null) return
  throw new GatehouseError(
    'not_translatable',
    `"conversation" names a conversation that OpenAI keeps; the account "${account}" has none such. Use previous_response_id, or send the conversation itself.`
  )
}
