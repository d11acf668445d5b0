import type { TokenRuntime } from '../../config/snapshot.ts'
import { inputItemsOf, listPage } from '../../dialects/openai-responses/stored-items.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { itemIdsOf } from '../item-ids.ts'
import { newId } from '../new-id.ts'
import type { FoundResponse, ResponseStore } from '../response-store.ts'

/**
 * What a response was made from: the conversation before it, then its own input
 * (https://platform.openai.com/docs/api-reference/responses/input-items).
 */
export async function listInputItems(
  call: GatewayCall,
  token: TokenRuntime,
  { previousId, inputItems }: Extract<FoundResponse, { kind: 'kept' }>,
  responses: ResponseStore
): Promise<void> {
  const before = previousId === null ? null : await responses.chain(previousId, token)
  const items = [...(before?.kind === 'items' ? before.items : []), ...inputItems]
  const ids = itemIdsOf(items)
  const named = items.map((item, index) => ({ ...item, id: ids[index] }))
  call.reply.sendJson(200, listPage(inputItemsOf({ input: named }, newId), new URLSearchParams(call.query)))
}
