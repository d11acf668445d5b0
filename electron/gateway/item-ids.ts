import { hash } from 'node:crypto'
import { textOf, type Fields } from '../dialects/json.ts'
import { inputItemsOf } from '../dialects/openai-responses/stored-items.ts'

/**
 * Ids of items, by which clients page through them and refer to them. One that came without gets one from what it says
 * and the how manieth of its kind it is: the same each time, so that it need not be kept with the item, and a history
 * that is sent again is the same history.
 */
export function itemIdsOf(items: readonly Fields[]): string[] {
  const seen = new Map<string, number>()
  const countOf = (key: string): number => {
    const count = seen.get(key) ?? 0
    seen.set(key, count + 1)
    return count
  }
  return items.map((item) => {
    const own = textOf(item['id'])
    if (own !== undefined && own !== '' && countOf(own) === 0) return own
    const text = JSON.stringify(item)
    const digest = hash('sha256', `${countOf(text)} ${text}`).slice(0, 32)
    const { id: _, ...rest } = item
    const [listed] = inputItemsOf({ input: [rest] }, (prefix) => prefix + digest)
    return textOf(listed?.['id']) ?? digest
  })
}
