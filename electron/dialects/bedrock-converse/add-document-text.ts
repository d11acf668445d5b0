import type { Message } from '../chat.ts'
import type { Note } from '../note.ts'

/** A document never comes alone (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_DocumentBlock.html). */
export function addDocumentText(turn: Message, note: Note): Message {
  const hasDocument = turn.parts.some((part) => part.type === 'media' && part.kind === 'file')
  if (turn.role !== 'user' || !hasDocument || turn.parts.some(({ type }) => type === 'text')) return turn
  note('a text was added to a document: Bedrock takes none alone')
  return { ...turn, parts: [...turn.parts, { type: 'text', text: 'This is the document.' }] }
}
