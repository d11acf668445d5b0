import type { ChatRequest } from '../chat.ts'
import { fieldsOf, recordsOf, type Fields } from '../json.ts'
import type { ConverseRules } from './model-rules.ts'
import type { Note } from '../note.ts'

/** Points in one request (https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html). */
const MOST = 4
const POINT: Fields = { cachePoint: { type: 'default' } }

/**
 * A request of another dialect with its points for the prompt cache: those that its client set, as many as the API takes;
 * or for agents of dialects whose providers cache by themselves new ones, as it is done for Anthropic, and for the same
 * reason: every turn would be billed whole again.
 */
export function placeCachePoints(body: Fields, chat: ChatRequest, rules: ConverseRules, note: Note): Fields {
  if (chat.from === 'bedrock-converse') return body
  const count = countPoints(body)
  if (rules.caches === 'no') {
    if (count > 0) note('cache marks were left out: this model takes none')
    return count > 0 ? withoutPoints(body, count) : body
  }
  if (count > MOST) note(`${count - MOST} cache marks were left out: the API takes ${MOST}`)
  if (count > MOST) return withoutPoints(body, count - MOST)
  return count === 0 && isAgent(chat) && rules.family === 'claude' ? withPoints(body) : body
}

function isAgent(chat: ChatRequest): boolean {
  if (chat.from === 'anthropic-messages') return false
  if (chat.promptCacheKey !== undefined) return true
  return chat.messages.some(({ parts }) => parts.some(({ type }) => type === 'tool-result'))
}

function withPoints(body: Fields): Fields {
  const messages = recordsOf(body['messages'])
  const last = messages.at(-1)
  const marked =
    last === undefined
      ? messages
      : [...messages.slice(0, -1), { ...last, content: [...recordsOf(last['content']), POINT] }]
  const system = recordsOf(body['system'])
  if (system.length > 0) return { ...body, messages: marked, system: [...system, POINT] }
  const config = fieldsOf(body['toolConfig'])
  if (config === undefined) return { ...body, messages: marked }
  return {
    ...body,
    messages: marked,
    toolConfig: { ...config, tools: [...recordsOf(config['tools']), POINT] }
  }
}

function listsOf(body: Fields): readonly (readonly Fields[])[] {
  const contents = recordsOf(body['messages']).map((message) => recordsOf(message['content']))
  return [recordsOf(fieldsOf(body['toolConfig'])?.['tools']), recordsOf(body['system']), ...contents]
}

function countPoints(body: Fields): number {
  return listsOf(body).reduce((sum, list) => sum + list.filter(isPoint).length, 0)
}

function isPoint(block: Fields): boolean {
  return block['cachePoint'] !== undefined
}

/** Leaves out so many points, the first ones first: the last cover the most. */
function withoutPoints(body: Fields, count: number): Fields {
  let left = count
  const thin = (list: readonly Fields[]): readonly Fields[] =>
    list.filter((block) => !isPoint(block) || left-- <= 0)
  const config = fieldsOf(body['toolConfig'])
  const toolConfig =
    config === undefined ? {} : { toolConfig: { ...config, tools: thin(recordsOf(config['tools'])) } }
  const system = body['system'] === undefined ? {} : { system: thin(recordsOf(body['system'])) }
  const messages = recordsOf(body['messages']).map((message) => ({
    ...message,
    content: thin(recordsOf(message['content']))
  }))
  return { ...body, ...toolConfig, ...system, messages }
}
