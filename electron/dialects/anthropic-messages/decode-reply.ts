import type { ChatReply, UsageReport } from '../chat.ts'
import { NotAReply } from '../dialect.ts'
import { isShallow } from '../is-shallow.ts'
import { isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { decodeBlock } from './decode-blocks.ts'
import { decodeFinish } from './decode-finish.ts'
import { readUsage } from './read-usage.ts'
import { restOf } from './rest-of.ts'

const MESSAGE = new Set([
  'id',
  'type',
  'role',
  'model',
  'content',
  'stop_reason',
  'stop_sequence',
  'stop_details',
  'usage'
])

/** A message (https://docs.claude.com/en/api/messages#response-id). */
export function decodeReply(body: Fields): ChatReply {
  const blocks = blocksOf(body)
  return {
    ...decodeHead(body),
    choices: [{ parts: blocks.map((block) => decodeBlock(block)), finish: decodeFinish(body) }],
    usage: decodeUsage(body['usage'])
  }
}

/** The blocks; servers that are only like Anthropic's may send a text, or null for none. */
function blocksOf(body: Fields): readonly Fields[] {
  const { content, type } = body
  if (Array.isArray(content)) return recordsOf(content)
  if (type === 'message' && typeof content === 'string') return [{ type: 'text', text: content }]
  if (type === 'message' && content === null) return []
  throw new NotAReply('the reply is no message: it has no list "content"')
}

/** What stands around the blocks, in a message as in the beginning of its stream. */
export function decodeHead(message: Fields): Pick<ChatReply, 'id' | 'model' | 'extra'> {
  return { id: textOf(message['id']), model: textOf(message['model']), extra: restOf(message, MESSAGE) }
}

export function decodeUsage(raw: unknown): UsageReport | undefined {
  if (!isFields(raw) || !isShallow(raw)) return undefined
  return { tokens: readUsage(raw), dialect: 'anthropic-messages', raw }
}
