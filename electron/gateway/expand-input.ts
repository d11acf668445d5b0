import { assertNever } from '../../shared/assert-never.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { recordsOf, textOf, type Fields } from '../dialects/json.ts'
import type { ResponseOrigin, ResponseOwner, ResponseStore } from './response-store.ts'

export type ExpandedInput =
  | {
      readonly kind: 'items'
      /** Everything that the model is to see: the conversation so far, then what is new, references replaced. */
      readonly items: readonly Fields[]
      /** What is new alone: what `ResponseStore.keep` takes as `inputItems`. */
      readonly own: readonly Fields[]
    }
  /** The conversation is kept by this account's provider: only a request to the same account can go on from it. */
  | { readonly kind: 'upstream'; readonly origin: ResponseOrigin }

/**
 * The input of a `/v1/responses` request for a target that keeps no responses: what `previous_response_id` stands for is
 * put before it, and each `item_reference` becomes the item. Throws in OpenAI's words where something is not kept: clients
 * read them, and the code `previous_response_not_found`, to send the whole conversation instead.
 *
 *     const expanded = await expandInput(responses, token, body)
 *     if (expanded.kind === 'items') // { ...body, previous_response_id: null, input: expanded.items }
 */
export async function expandInput(
  responses: Pick<ResponseStore, 'chain' | 'items'>,
  token: ResponseOwner,
  body: Fields
): Promise<ExpandedInput> {
  const own = await withoutReferences(responses, token, inputItems(body['input']))
  const previous = textOf(body['previous_response_id'])
  if (previous === undefined || previous === '') return { kind: 'items', items: own, own }
  const conversation = await responses.chain(previous, token)
  switch (conversation.kind) {
    case 'items':
      return { kind: 'items', items: [...conversation.items, ...own], own }
    case 'upstream':
      return { kind: 'upstream', origin: conversation }
    case 'missing':
      throw new GatehouseError(
        'previous_response_not_found',
        `Previous response with id '${previous}' not found.${lostLink(previous, conversation.id)}`
      )
    case 'unfinished':
      throw new GatehouseError(
        'invalid_request',
        `Previous response with id '${previous}' has not completed: wait until it has, or send the conversation itself.`
      )
    default:
      return assertNever(conversation)
  }
}

/** The request's own items; a text alone is a message of the user's. */
export function inputItems(input: unknown): readonly Fields[] {
  if (typeof input === 'string') {
    return [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: input }] }]
  }
  return recordsOf(input)
}

async function withoutReferences(
  responses: Pick<ResponseStore, 'items'>,
  token: ResponseOwner,
  items: readonly Fields[]
): Promise<readonly Fields[]> {
  const wanted = items.flatMap((item) => referenceIn(item) ?? [])
  if (wanted.length === 0) return items
  const found = await responses.items(wanted, token)
  return items.map((item) => {
    const id = referenceIn(item)
    if (id === undefined) return item
    const kept = found.get(id)
    if (kept !== undefined) return kept
    throw new GatehouseError(
      'not_found',
      `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false. ` +
        'Try again with `store` set to true, or remove this item from your input.'
    )
  })
}

/** The id that an item refers to. Its type may be left out where there is nothing but the id. */
function referenceIn(item: Fields): string | undefined {
  const { type, id } = item
  const isReference =
    type === 'item_reference' || ((type === undefined || type === null) && !('role' in item))
  return isReference ? textOf(id) : undefined
}

function lostLink(asked: string, missing: string): string {
  return asked === missing ? '' : ` It goes on from '${missing}', which was deleted or is no longer kept.`
}
