import { assertNever } from '../../../shared/assert-never.ts'
import type { Conversation, ConversationMessage, OfferedTool } from '../../../shared/domain/conversation.ts'
import type { DialectId } from '../../../shared/domain/dialect.ts'
import type { ChatRequest, Choice, Extra, Message, Tool } from '../chat.ts'
import { isFields, type Fields } from '../json.ts'
import { describeCache, describeExtra, describePart } from './describe-part.ts'
import { listCitations } from './list-citations.ts'
import type { ReadReply } from './read-reply.ts'

/** Characters of a reply that can't be read: the tab of the response has all of it. */
const UNREAD_MAX = 200_000

/** A request and what came back for it, as a person reads them. */
export function conversationOfChat(
  chat: ChatRequest,
  body: Fields,
  dialect: DialectId,
  read: ReadReply | null
): Conversation {
  const ofAll = read?.reply?.extra
  const reply = (read?.reply?.choices ?? []).map((choice) => describeChoice(choice, ofAll))
  // What can't be read as a reply is shown as it is: it is what the app got.
  if (read?.unread !== undefined)
    reply.push({ role: 'assistant', parts: [{ kind: 'other', json: read.unread.slice(0, UNREAD_MAX) }] })
  const finish = reply.at(-1)?.finish
  return {
    messages: chat.messages.map(describeMessage),
    reply,
    finish_reason: finish ?? null,
    ...(read?.error !== undefined && { error: read.error }),
    ...(read?.cut === true && { cut: true }),
    tools: chat.tools.map(describeTool),
    params: listParams(body, dialect)
  }
}

function describeMessage({ role, name, parts, extra }: Message): ConversationMessage {
  const more = describeExtra(extra)
  return {
    role,
    ...(name !== undefined && { name }),
    parts: parts.map(describePart),
    ...(more !== undefined && { extra: more })
  }
}

/** Fields that hold the sources of a whole reply: Gemini's of a candidate, Perplexity's of a completion. */
const SOURCES = [
  'groundingMetadata',
  'citationMetadata',
  'urlContextMetadata',
  'citations',
  'search_results'
] as const

function describeChoice({ parts, finish, extra }: Choice, ofAll: Extra | undefined): ConversationMessage {
  const word = finish?.native?.value ?? finish?.reason
  const more = describeExtra(extra)
  const described = parts.map(describePart)
  const cited = described.some((part) => part.kind === 'text' && part.citations !== undefined)
  const citations = cited
    ? []
    : listCitations(SOURCES.flatMap((name) => [extra?.fields[name], ofAll?.fields[name]]))
  return {
    role: 'assistant',
    parts: described,
    ...(citations.length > 0 && { citations }),
    ...(word !== undefined && { finish: word }),
    ...(more !== undefined && { extra: more })
  }
}

function describeTool(tool: Tool): OfferedTool {
  switch (tool.type) {
    case 'function':
      return { ...frameOf(tool), schema: JSON.stringify(tool.schema ?? {}) }
    case 'custom':
      return { ...frameOf(tool), kind: 'custom', schema: JSON.stringify(tool.format ?? { type: 'text' }) }
    case 'server':
      return { name: tool.name, description: '', kind: 'server', schema: JSON.stringify(tool.value) }
    default:
      return assertNever(tool)
  }
}

function frameOf(tool: Exclude<Tool, { type: 'server' }>): Omit<OfferedTool, 'schema'> {
  return {
    name: tool.name,
    description: tool.description ?? '',
    ...(tool.namespace !== undefined && { namespace: tool.namespace }),
    ...(tool.type === 'function' && tool.cache !== undefined && { cache: describeCache(tool.cache) })
  }
}

/** What is shown elsewhere on the page, or of no interest to a reader. */
const SHOWN: Readonly<Record<DialectId, readonly string[]>> = {
  'openai-chat': ['messages', 'tools', 'functions', 'stream_options'],
  'openai-completions': ['prompt', 'stream_options'],
  'openai-responses': ['input', 'instructions', 'tools'],
  'anthropic-messages': ['messages', 'system', 'tools'],
  gemini: [
    'contents',
    'systemInstruction',
    'system_instruction',
    'tools',
    'generationConfig',
    'generation_config'
  ],
  'cohere-chat': ['messages', 'tools'],
  'bedrock-converse': ['messages', 'system', 'toolConfig']
}

/** What the app set, in the app's own words: names and values as they came, not as they were understood. */
function listParams(body: Fields, dialect: DialectId): Record<string, string> {
  const shown = new Set(['model', 'stream', ...SHOWN[dialect]])
  // Gemini has most of them a level down.
  const deeper = dialect === 'gemini' ? (body['generationConfig'] ?? body['generation_config']) : undefined
  const params = [
    ...(isFields(deeper) ? Object.entries(deeper) : []),
    ...Object.entries(body).filter(([name]) => !shown.has(name))
  ]
  return Object.fromEntries(params.map(([name, value]) => [name, JSON.stringify(value)]))
}
