import { GatehouseError } from '../../../shared/errors.ts'
import { recordsOf, textOf, type Fields } from '../json.ts'

/** How ids of items begin, by their type. */
const PREFIXES: Readonly<Record<string, string>> = {
  message: 'msg_',
  reasoning: 'rs_',
  function_call: 'fc_',
  function_call_output: 'fco_',
  custom_tool_call: 'ctc_',
  custom_tool_call_output: 'ctco_'
}
const LIMIT_MAX = 100
const LIMIT_USUAL = 20

/** A request's own input as items that can be kept and listed: each has a type and an id. */
export function inputItemsOf(body: Fields, newId: (prefix: string) => string): readonly Fields[] {
  const { input } = body
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : recordsOf(input)
  return items.map((item: Fields) => {
    const type = textOf(item['type']) ?? ('role' in item ? 'message' : 'item_reference')
    const id = textOf(item['id']) || newId(PREFIXES[type] ?? 'item_')
    return listedItem({ ...item, type, id })
  })
}

/**
 * A page of a response's input items, as the API lists them
 * (https://platform.openai.com/docs/api-reference/responses/input-items): newest first unless `order` says otherwise,
 * `limit` of them, from the one on that follows `after` or, going back, stands before `before`. The items come oldest
 * first and have an id each.
 */
export function listPage(items: readonly Fields[], query: URLSearchParams): Fields {
  const limit = limitOf(query.get('limit'))
  const ordered = orderOf(query.get('order')) === 'asc' ? items : items.toReversed()
  const after = placeOf(ordered, query.get('after'), 'after')
  const before = placeOf(ordered, query.get('before'), 'before')
  const range = ordered.slice(after === undefined ? 0 : after + 1, before)
  const isBackwards = before !== undefined && after === undefined
  const data = (isBackwards ? range.slice(-limit) : range.slice(0, limit)).map(listedItem)
  return {
    object: 'list',
    data,
    first_id: textOf(data[0]?.['id']) ?? '',
    last_id: textOf(data.at(-1)?.['id']) ?? '',
    has_more: range.length > data.length
  }
}

function limitOf(text: string | null): number {
  if (text === null || text === '') return LIMIT_USUAL
  const limit = Number(text)
  if (Number.isSafeInteger(limit) && limit >= 1 && limit <= LIMIT_MAX) return limit
  throw new GatehouseError('invalid_request', `'limit' must be a whole number from 1 to ${LIMIT_MAX}.`)
}

function orderOf(text: string | null): 'asc' | 'desc' {
  if (text === null || text === '') return 'desc'
  if (text === 'asc' || text === 'desc') return text
  throw new GatehouseError('invalid_request', "'order' must be 'asc' or 'desc'.")
}

function placeOf(items: readonly Fields[], id: string | null, name: string): number | undefined {
  if (id === null || id === '') return undefined
  const place = items.findIndex((item) => item['id'] === id)
  if (place >= 0) return place
  throw new GatehouseError('not_found', `'${name}': item with id '${id.slice(0, 200)}' not found.`)
}

/** A message as it is listed has its status, and its content as a list. */
function listedItem(item: Fields): Fields {
  if (item['type'] !== 'message') return item
  const { content } = item
  const type = item['role'] === 'assistant' ? 'output_text' : 'input_text'
  const list = typeof content === 'string' ? [{ type, text: content }] : content
  return { status: 'completed', ...item, content: list }
}
