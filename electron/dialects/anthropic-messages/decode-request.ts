import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, Extra, Message, OutputFormat, ReasoningWish, Role } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { fieldsOf, isFields, numberOf, textOf, type Fields } from '../json.ts'
import { decodeContent } from './decode-blocks.ts'
import { decodeToolChoice, decodeTools } from './decode-tools.ts'
import { restOf } from './rest-of.ts'

/** Fields that the neutral form has a place for. */
const READ = new Set([
  'model',
  'messages',
  'max_tokens',
  'stream',
  'system',
  'tools',
  'tool_choice',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'service_tier',
  'output_format'
])
const MESSAGE = new Set(['role', 'content'])
const THINKING = new Set(['type', 'budget_tokens'])
const SHOWN = new Set(['type', 'budget_tokens', 'display'])
const EFFORT = new Set(['effort'])
const FORMAT = new Set(['type', 'schema', 'name'])
const METADATA = new Set(['user_id'])

/** A request of the Messages API (https://docs.claude.com/en/api/messages); a body for counting tokens is one too. */
export function decodeRequest(body: Fields, asked: Asked): ChatRequest {
  const tools = decodeTools(body['tools'])
  const stop = body['stop_sequences']
  return {
    model: textOf(body['model']) ?? asked.model,
    stream: asked.stream || body['stream'] === true,
    messages: [...decodeSystem(body['system']), ...decodeMessages(body['messages'])],
    tools,
    ...decodeToolChoice(body['tool_choice'], tools),
    maxOutputTokens: numberOf(body['max_tokens']),
    temperature: numberOf(body['temperature']),
    topP: numberOf(body['top_p']),
    topK: numberOf(body['top_k']),
    stop: Array.isArray(stop) ? stop.filter((text) => typeof text === 'string') : undefined,
    reasoning: decodeReasoning(body),
    format: decodeFormat(formatOf(body)),
    serviceTier: textOf(body['service_tier']),
    user: textOf(fieldsOf(body['metadata'])?.['user_id']),
    from: 'anthropic-messages',
    extra: extraOf(body)
  }
}

function decodeSystem(system: unknown): Message[] {
  const parts = decodeContent(system, 'system')
  return parts.length === 0 ? [] : [{ role: 'system', parts }]
}

function decodeMessages(messages: unknown): Message[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new GatehouseError('invalid_request', 'messages: a list with at least one message is needed')
  }
  return messages.map((message: unknown, at) => {
    if (!isFields(message)) {
      throw new GatehouseError('invalid_request', `messages.${at}: a message must be an object`)
    }
    const parts = decodeContent(message['content'], `messages.${at}.content`)
    const ofTools = parts.length > 0 && parts.every((part) => part.type === 'tool-result')
    return { role: ofTools ? 'tool' : roleOf(message['role']), parts, extra: restOf(message, MESSAGE) }
  })
}

function roleOf(role: unknown): Role {
  return role === 'assistant' || role === 'system' || role === 'developer' ? role : 'user'
}

/** `thinking` says whether and how much (models up to 4.6), `output_config.effort` how hard (newer ones). */
function decodeReasoning(body: Fields): ReasoningWish | undefined {
  const thinking = fieldsOf(body['thinking'])
  const effort = textOf(fieldsOf(body['output_config'])?.['effort'])
  if (thinking === undefined && effort === undefined) return undefined
  const display = thinking?.['display']
  return {
    mode: modeOf(thinking?.['type']),
    effort,
    budgetTokens: numberOf(thinking?.['budget_tokens']),
    show: isDisplay(display) ? display === 'summarized' : undefined
  }
}

function modeOf(type: unknown): ReasoningWish['mode'] {
  if (type === 'disabled') return 'off'
  if (type === 'enabled') return 'on'
  return type === 'adaptive' ? 'adaptive' : undefined
}

function isDisplay(display: unknown): boolean {
  return display === 'summarized' || display === 'omitted'
}

/** The wish for a format, also where an older beta had it (`output_format`). */
function formatOf(body: Fields): Fields | undefined {
  return fieldsOf(fieldsOf(body['output_config'])?.['format']) ?? fieldsOf(body['output_format'])
}

function decodeFormat(format: Fields | undefined): OutputFormat | undefined {
  const schema = fieldsOf(format?.['schema'])
  if (format?.['type'] !== 'json_schema' || schema === undefined) return undefined
  return { type: 'json-schema', schema, name: textOf(format['name']) }
}

/** What was not read: unknown fields, and what is left of the objects that were read in part. */
function extraOf(body: Fields): Extra | undefined {
  const thinking = fieldsOf(body['thinking']) ?? {}
  const output = fieldsOf(body['output_config']) ?? {}
  const format = formatOf(body)
  const formatRest = decodeFormat(format) === undefined ? format : restOf(format ?? {}, FORMAT)?.fields
  const left = {
    ...body,
    thinking: restOf(thinking, thinkingRead(thinking))?.fields,
    output_config: restOf({ ...output, format: formatRest }, EFFORT)?.fields,
    metadata: restOf(fieldsOf(body['metadata']) ?? {}, METADATA)?.fields
  }
  return restOf(left, READ)
}

function thinkingRead(thinking: Fields): ReadonlySet<string> {
  const known = modeOf(thinking['type']) !== undefined
  const shown = isDisplay(thinking['display'])
  if (known) return shown ? SHOWN : THINKING
  return new Set(shown ? ['budget_tokens', 'display'] : ['budget_tokens'])
}
