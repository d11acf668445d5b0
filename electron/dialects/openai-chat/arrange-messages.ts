import { arrangeResults } from '../arrange-results.ts'
import type { Message, Part } from '../chat.ts'
import { textOfDocument } from './encode-content.ts'
import type { Encoding } from './encoding.ts'

/** Messages of another dialect as this one's servers want them; in results they take texts alone. */
export function arrangeMessages(messages: readonly Message[], encoding: Encoding): Message[] {
  const isMoved = (part: Part): boolean => part.type === 'media' && textOfDocument(part) === undefined
  return arrangeResults(messages, isMoved, encoding.notes)
}
