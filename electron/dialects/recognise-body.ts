import type { DialectId } from '../../shared/domain/dialect.ts'
import { isFields, recordsOf, type Fields } from './json.ts'

type Recognised = Extract<DialectId, 'openai-chat' | 'openai-responses' | 'anthropic-messages'>

/** What else a request for a response may begin from, where it has no input. */
const RESPONSES_MARKS = ['previous_response_id', 'conversation', 'instructions'] as const

/** Parts of a message that only Anthropic has. */
const ANTHROPIC_BLOCKS: ReadonlySet<unknown> = new Set([
  'tool_use',
  'tool_result',
  'thinking',
  'redacted_thinking',
  'server_tool_use',
  'document'
])

/** Roles and parts of a message that Anthropic does not have. */
const CHAT_ROLES: ReadonlySet<unknown> = new Set(['tool', 'function', 'developer'])
const CHAT_PARTS: ReadonlySet<unknown> = new Set(['image_url', 'input_audio', 'file', 'refusal'])

/**
 * What a body that was posted to `/v1/chat/completions` is really written in. Cursor posts one of the Responses API there
 * for OpenAI's models and one with Anthropic's blocks and tools for Claude's, and reads a chat completion back
 * (https://forum.cursor.com/t/153019, https://forum.cursor.com/t/145588). Only clear signs count: anything else is a chat,
 * however odd.
 */
export function dialectOfBody(fields: Fields): Recognised {
  const { messages, input } = fields
  if (isAbsent(messages)) {
    if (typeof input === 'string' || Array.isArray(input)) return 'openai-responses'
    return RESPONSES_MARKS.some((name) => !isAbsent(fields[name])) ? 'openai-responses' : 'openai-chat'
  }
  return isAnthropic(fields) ? 'anthropic-messages' : 'openai-chat'
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function isAnthropic(fields: Fields): boolean {
  const messages = recordsOf(fields['messages'])
  const tools = recordsOf(fields['tools'])
  if (messages.some(isChatMessage) || tools.some(isChatTool)) return false
  return tools.some(isAnthropicTool) || messages.some(hasAnthropicBlock) || hasSystem(fields, messages)
}

function isChatMessage(message: Fields): boolean {
  const { role, tool_calls: calls, function_call: call } = message
  if (CHAT_ROLES.has(role) || isFields(call) || recordsOf(calls).length > 0) return true
  return recordsOf(message['content']).some(({ type }) => CHAT_PARTS.has(type))
}

/** Chat's nested form; the flat one of the Responses API stands in chats of Cursor's, too. */
function isChatTool(tool: Fields): boolean {
  return isFields(tool['function']) || tool['type'] === 'function'
}

function isAnthropicTool(tool: Fields): boolean {
  return isFields(tool['input_schema']) && typeof tool['name'] === 'string'
}

function hasAnthropicBlock(message: Fields): boolean {
  return recordsOf(message['content']).some(
    ({ type, source }) => ANTHROPIC_BLOCKS.has(type) || (type === 'image' && isFields(source))
  )
}

/** Chats have their system text among the messages. */
function hasSystem({ system }: Fields, messages: readonly Fields[]): boolean {
  if (messages.some(({ role }) => role === 'system')) return false
  return (typeof system === 'string' && system !== '') || recordsOf(system).length > 0
}
