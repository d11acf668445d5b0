import type { ChatRequest } from '../chat.ts'
import { fieldsOf, isFields, recordsOf, type Fields } from '../json.ts'
import type { Note } from '../note.ts'

/** Marks in one request (https://docs.claude.com/en/docs/build-with-claude/prompt-caching). */
const MOST = 4
const MARK: Fields = { type: 'ephemeral' }

/**
 * A request with its marks for the prompt cache: those that it has, or for agents of other dialects new ones, and never
 * more than the API takes.
 */
export function placeCacheMarks(body: Fields, chat: ChatRequest, note: Note): Fields {
  const count = countMarks(body)
  if (count > MOST) {
    note(`${count - MOST} cache marks were left out: the API takes ${MOST}`)
    return withoutMarks(body, count - MOST)
  }
  return count === 0 && isAgent(chat) ? withMarks(body) : body
}

/**
 * OpenAI and Google cache by themselves, so that their clients set no marks, and Anthropic would bill the whole history
 * anew each turn. Writing costs a quarter more, reading a tenth: that pays where the same beginning surely comes again
 * within five minutes. So it is done only where the client says so (`prompt_cache_key`) or is an agent in the middle of
 * its work; one-off questions, which would only pay more, stay as they are. Gateways for any kind of traffic leave it to
 * a setting (https://vercel.com/docs/ai-gateway/models-and-providers/automatic-caching).
 */
function isAgent(chat: ChatRequest): boolean {
  if (chat.from === 'anthropic-messages') return false
  if (chat.promptCacheKey !== undefined) return true
  return chat.messages.some(({ parts }) => parts.some(({ type }) => type === 'tool-result'))
}

/** On the instructions, which include the tools before them, and on the end of the conversation. */
function withMarks(body: Fields): Fields {
  const { system, tools, messages } = body
  const list = recordsOf(messages)
  const last = list.at(-1)
  const content =
    typeof last?.['content'] === 'string' ? asBlocks(last['content']) : recordsOf(last?.['content'])
  const marked =
    last === undefined ? {} : { messages: [...list.slice(0, -1), { ...last, content: markLast(content) }] }
  if (typeof system === 'string') return { ...body, ...marked, system: markLast(asBlocks(system)) }
  if (Array.isArray(system)) return { ...body, ...marked, system: markLast(recordsOf(system)) }
  return Array.isArray(tools)
    ? { ...body, ...marked, tools: markLast(recordsOf(tools)) }
    : { ...body, ...marked }
}

function asBlocks(text: string): readonly Fields[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

/** Thoughts take no mark. */
function markLast(blocks: readonly Fields[]): readonly Fields[] {
  const at = blocks.findLastIndex(({ type }) => type !== 'thinking' && type !== 'redacted_thinking')
  return blocks.map((block, index) => (index === at ? { ...block, cache_control: MARK } : block))
}

function countMarks(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + countMarks(one), 0)
  if (!isFields(value)) return 0
  const { system, tools, messages, content, cache_control: mark } = value
  const own = fieldsOf(mark) === undefined ? 0 : 1
  return own + [tools, system, messages, content].reduce<number>((sum, one) => sum + countMarks(one), 0)
}

/** The first ones of the conversation go: what they hold is within what the later ones hold. */
function withoutMarks(body: Fields, many: number): Fields {
  let left = many
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip)
    if (!isFields(value) || left === 0) return value
    const content = value['content'] === undefined ? {} : { content: strip(value['content']) }
    if (fieldsOf(value['cache_control']) === undefined || left === 0) return { ...value, ...content }
    left--
    const { cache_control: _mark, ...rest } = value
    return { ...rest, ...content }
  }
  const messages = strip(body['messages'])
  const system = strip(body['system'])
  return { ...body, messages, system, tools: strip(body['tools']) }
}
