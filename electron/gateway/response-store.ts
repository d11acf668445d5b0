import type { TokenRuntime } from '../config/snapshot.ts'
import { isFields, parseJson, textOf, type Fields } from '../dialects/json.ts'
import type { Store } from '../store/store.ts'
import type { ResponseContent, ResponseLink, StoredResponse } from '../store/stored-response.ts'
import { itemIdsOf } from './item-ids.ts'
import { MemoryResponses } from './memory-responses.ts'

/** Whose a response is, and whether it may come to the disk. */
export type ResponseOwner = Pick<TokenRuntime, 'name' | 'payloads'>

/** Where a response was made. */
export interface ResponseOrigin {
  readonly id: string
  readonly account: string
  /** The model's id in its account. */
  readonly model: string
  /** Reference of the key that it was made with; null where the server needs none. */
  readonly key: string | null
}

/** A response that Gatehouse is to keep, since the provider that made it has no Responses API. */
export interface KeptResponse extends ResponseOrigin {
  readonly token: ResponseOwner
  /** The response that it goes on from. */
  readonly previousId: string | null
  /**
   * The request's own input items as they came, references replaced: none of those that `previousId` stands for. Those
   * without an id are to be left so: they get one that is always the same (`item-ids.ts`), a random one would make
   * another history of each that is sent again.
   */
  readonly inputItems: readonly Fields[]
  /** As the client got it, with its `output`. */
  readonly response: Fields
}

export type FoundResponse =
  /** The account's provider keeps it: what is asked about it goes there (`forward-to-account.ts`). */
  | ({ readonly kind: 'upstream' } & ResponseOrigin)
  | ({
      readonly kind: 'kept'
      readonly previousId: string | null
      readonly inputItems: readonly Fields[]
      readonly response: Fields
    } & ResponseOrigin)

export type Conversation =
  /** All items up to and including the response, input and output in order. */
  | { readonly kind: 'items'; readonly items: readonly Fields[] }
  /** This response, the one that was asked for or one before it, is kept by its provider alone. */
  | ({ readonly kind: 'upstream' } & ResponseOrigin)
  /** There is no such response: it never was, is another token's, was deleted, or has had its time. */
  | { readonly kind: 'missing'; readonly id: string }
  /** It is still being made, or was when Gatehouse was ended. */
  | { readonly kind: 'unfinished'; readonly id: string }

/**
 * Responses that clients may come back to (`previous_response_id`, `item_reference`, `GET /v1/responses/ID`). Each
 * belongs to the token that made it: another one finds nothing. Those of a token without payloads live in memory alone,
 * for an hour after they were last gone on from; the others on disk, for thirty days (`app/retention.ts`).
 *
 *     const responses = createResponseStore({ store, now })
 *     // The provider keeps it: its id was read as the reply passed, and `store` was not false.
 *     responses.remember(token, { id, account: account.name, model: model.id, key: key?.reference ?? null })
 *     // Gatehouse keeps it: the reply was translated, and `store` was not false.
 *     responses.keep({ id, account, model, key, token, previousId, inputItems, response })
 */
export interface ResponseStore {
  /** Notes where a response is that its provider keeps. */
  remember(token: ResponseOwner, origin: ResponseOrigin): void
  /** Keeps a response, in place of one with the same id; it is found at once. */
  keep(kept: KeptResponse): void
  find(id: string, token: ResponseOwner): Promise<FoundResponse | null>
  chain(id: string, token: ResponseOwner): Promise<Conversation>
  /** Items of the token's kept responses by their ids; those that are not kept are left out. */
  items(ids: readonly string[], token: ResponseOwner): Promise<ReadonlyMap<string, Fields>>
  /** Deletes what is kept or noted, really; false where there is nothing. */
  delete(id: string, token: ResponseOwner): Promise<boolean>
  /** Forgets what is in memory. */
  close(): void
}

/** Members of a response from this length on are stored apart, since every turn repeats them (tools, instructions). */
const LARGE_MEMBER = 512

export function createResponseStore(options: {
  store: Pick<
    Store,
    'saveResponse' | 'readResponse' | 'readResponseChain' | 'readResponseItems' | 'deleteResponse'
  >
  /** Milliseconds since the epoch. */
  now: () => number
}): ResponseStore {
  const { store, now } = options
  const memory = new MemoryResponses(now)

  const save = (
    token: ResponseOwner,
    response: StoredResponse,
    itemIds: readonly (string | null)[]
  ): void => {
    if (token.payloads) store.saveResponse({ response, itemIds })
    else memory.add({ response, itemIds })
  }

  /** Newest first. Both places are walked: the token's payloads may have been switched on or off in between. */
  const linksFrom = async (id: string, token: string): Promise<readonly ResponseLink[]> => {
    const links: ResponseLink[] = []
    let next: string | null = id
    while (next !== null) {
      const link = memory.useLink({ token, id: next })
      const found = link === undefined ? await store.readResponseChain({ token, id: next }) : [link]
      if (found.length === 0) break
      links.push(...found)
      next = links.at(-1)?.previous ?? null
    }
    return links
  }

  return {
    remember(token, { id, account, model, key }) {
      const place = { account, model, key, previous: null, unfinished: false }
      save(token, { id, token: token.name, time: now(), ...place, content: null }, [])
    },

    keep({ id, token, account, model, key, previousId, inputItems, response }) {
      const { output, ...rest } = response
      const outputItems = Array.isArray(output) ? output.filter(isFields) : []
      save(
        token,
        {
          id,
          token: token.name,
          time: now(),
          account,
          model,
          key,
          previous: previousId,
          unfinished: isUnfinished(response),
          content: { input: texts(inputItems), output: texts(outputItems), members: membersOf(rest) }
        },
        [...itemIdsOf(inputItems), ...outputItems.map((item) => textOf(item['id']) ?? null)]
      )
    },

    async find(id, token) {
      const name = { token: token.name, id }
      const stored = memory.find(name) ?? (await store.readResponse(name))
      return stored === null ? null : toFound(stored)
    },

    async chain(id, token) {
      const links = await linksFrom(id, token.name)
      for (const link of links) {
        if (link.items === null) return { kind: 'upstream', ...originOf(link) }
        if (link.unfinished) return { kind: 'unfinished', id: link.id }
      }
      const missing = links.length === 0 ? id : (links.at(-1)?.previous ?? null)
      if (missing !== null) return { kind: 'missing', id: missing }
      return { kind: 'items', items: links.toReversed().flatMap(({ items }) => parsed(items ?? [])) }
    },

    async items(ids, token) {
      const found = new Map<string, Fields>()
      const put = (id: string, text: string | null | undefined): void => {
        for (const item of text === null || text === undefined ? [] : parsed([text])) found.set(id, item)
      }
      for (const id of ids) put(id, memory.findItem({ token: token.name, id }))
      const others = ids.filter((id) => !found.has(id))
      if (others.length === 0) return found
      const stored = await store.readResponseItems(token.name, others)
      for (const [index, id] of others.entries()) put(id, stored[index])
      return found
    },

    async delete(id, token) {
      const name = { token: token.name, id }
      const held = memory.delete(name)
      return (await store.deleteResponse(name)) || held
    },

    close: () => memory.close()
  }
}

/** Whether a response is still being made. */
export function isUnfinished(response: Fields): boolean {
  return response['status'] === 'queued' || response['status'] === 'in_progress'
}

function originOf({ id, account, model, key }: ResponseOrigin): ResponseOrigin {
  return { id, account, model, key }
}

function toFound(stored: StoredResponse): FoundResponse {
  const { previous, content } = stored
  if (content === null) return { kind: 'upstream', ...originOf(stored) }
  return {
    kind: 'kept',
    ...originOf(stored),
    previousId: previous,
    inputItems: parsed(content.input),
    response: responseOf(content)
  }
}

function responseOf({ members, output }: ResponseContent): Fields {
  return {
    ...Object.fromEntries(parsed(members).flatMap((part) => Object.entries(part))),
    output: parsed(output)
  }
}

function membersOf(rest: Fields): string[] {
  const small: [string, unknown][] = []
  const large: string[] = []
  for (const [name, value] of Object.entries(rest)) {
    const isContainer = typeof value === 'string' || (typeof value === 'object' && value !== null)
    const text = isContainer ? JSON.stringify({ [name]: value }) : ''
    if (text.length >= LARGE_MEMBER) large.push(text)
    else small.push([name, value])
  }
  return [JSON.stringify(Object.fromEntries(small)), ...large]
}

function texts(items: readonly Fields[]): string[] {
  return items.map((item) => JSON.stringify(item))
}

/** They were written by `texts` and `membersOf`. */
function parsed(values: readonly string[]): Fields[] {
  return values.map(parseJson).filter(isFields)
}
