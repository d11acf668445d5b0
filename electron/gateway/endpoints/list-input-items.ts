import { hash } from 'node:crypto'
import type { TokenRuntime } from '../../config/snapshot.ts'
import { textOf, type Fields } from '../../dialects/json.ts'
import { listPage } from '../../dialects/openai-responses/stored-items.ts'
import type { GatewayCall } from '../gateway-call.ts'
import type { FoundResponse, ResponseStore } from '../response-store.ts'

/**
 * What a response was made from: the conversation before it, then its own input
 * (https://platform.openai.com/docs/api-reference/responses/input-items).
 */
export async function listInputItems(
  call: GatewayCall,
  token: TokenRuntime,
  { id, previousId, inputItems }: Extract<FoundResponse, { kind: 'kept' }>,
  responses: ResponseStore
): Promise<void> {
  const before = previousId === null ? null : await responses.chain(previousId, token)
  const history = before?.kind === 'items' ? before.items : []
  const items = [...history, ...inputItems].map((item, index) => withId(item, id, index))
  call.reply.sendJson(200, listPage(items, new URLSearchParams(call.query)))
}

const PREFIXES: Readonly<Record<string, string>> = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
  function_call_output: 'fco',
  custom_tool_call: 'ctc',
  custom_tool_call_output: 'ctco'
}

/** An item as it is listed: clients page by ids, so one without gets one, the same each time. */
function withId(item: Fields, response: string, index: number): Fields {
  const own = textOf(item['id'])
  const type = textOf(item['type']) ?? 'message'
  if (own !== undefined && own !== '') return { type, ...item }
  const digest = hash('sha256', `${response} ${index}`).slice(0, 32)
  return { type, ...item, id: `${PREFIXES[type] ?? 'item'}_${digest}` }
}
