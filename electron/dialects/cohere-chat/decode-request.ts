import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, FunctionTool, OutputFormat, ReasoningWish, Tool, ToolChoice } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { booleanOf, fieldsOf, numberOf, textOf, type Fields } from '../json.ts'
import { decodeMessages } from './decode-messages.ts'

/**
 * A chat's request (https://docs.cohere.com/reference/chat). Written out again by its own encoder it is the same but for
 * these normalisations, which say the same:
 * - nulls, empty lists, empty texts, `stream: false` and `logprobs: false` are left out
 * - `content` of one plain text part is a text; an `image_url` that is a text is an object
 * - parts of an assistant come in the order content, plan, calls; citations in the order of their texts
 * - calls have a type and, where they have none, an id; arguments that are "null" or '' are "{}"
 * - `schema` of a format (the first version's name) is `json_schema`
 */
export function decodeRequest(body: Fields, asked: Asked): ChatRequest {
  const request = new FieldReader(body)
  const messages = request.take('messages', (value) => (Array.isArray(value) ? value : undefined))
  if (messages === undefined || messages.length === 0) {
    throw new GatehouseError('invalid_request', 'messages must be a list with at least one message.')
  }
  const tools = request.records('tools')
  const strict = tools.length === 0 ? undefined : request.take('strict_tools', booleanOf)
  return {
    model: request.text('model') ?? asked.model,
    stream: request.take('stream', booleanOf) ?? asked.stream,
    messages: decodeMessages(messages),
    tools: tools.map((tool) => decodeTool(tool, strict)),
    toolChoice: request.take('tool_choice', readChoice),
    maxOutputTokens: request.number('max_tokens'),
    temperature: request.number('temperature'),
    topP: request.number('p'),
    topK: request.number('k'),
    presencePenalty: request.number('presence_penalty'),
    frequencyPenalty: request.number('frequency_penalty'),
    seed: request.number('seed'),
    stop: request.take('stop_sequences', readTexts),
    logprobs: request.take('logprobs', booleanOf) === true ? {} : undefined,
    reasoning: readThinking(request.object('thinking')),
    format: request.take('response_format', readFormat),
    from: 'cohere-chat',
    extra: request.extra('cohere-chat')
  }
}

function readTexts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const texts = value.filter((item) => typeof item === 'string')
  return texts.length === value.length ? texts : undefined
}

function decodeTool(fields: Fields, strict: boolean | undefined): Tool {
  const tool = new FieldReader(fields)
  const type = tool.text('type') ?? 'function'
  const inner = new FieldReader(tool.object('function') ?? {})
  const name = inner.text('name')
  if (type !== 'function' || name === undefined)
    return { type: 'server', dialect: 'cohere-chat', name: type, value: fields }
  const description = inner.text('description')
  const schema = inner.object('parameters')
  const [outerRest, innerRest] = [tool.rest(), inner.rest()]
  const rest = innerRest === undefined ? outerRest : { ...outerRest, function: innerRest }
  const found: FunctionTool = { type: 'function', name, description, schema, strict }
  return rest === undefined ? found : { ...found, extra: { dialect: 'cohere-chat', fields: rest } }
}

function readChoice(value: unknown): ToolChoice | undefined {
  if (value === 'REQUIRED') return { type: 'required' }
  if (value === 'NONE') return { type: 'none' }
  return typeof value === 'string' ? { type: 'native', dialect: 'cohere-chat', value } : undefined
}

/** https://docs.cohere.com/docs/reasoning */
function readThinking(thinking: Fields | undefined): ReasoningWish | undefined {
  if (thinking === undefined) return undefined
  const type = textOf(thinking['type'])
  return {
    mode: type === 'disabled' ? 'off' : type === 'enabled' ? 'on' : undefined,
    budgetTokens: numberOf(thinking['token_budget']),
    native: { dialect: 'cohere-chat', value: thinking }
  }
}

/** https://docs.cohere.com/docs/structured-outputs; other kinds stay in the extra. */
function readFormat(value: unknown): OutputFormat | undefined {
  const format = fieldsOf(value)
  if (format?.['type'] === 'text') return { type: 'text' }
  if (format?.['type'] !== 'json_object') return undefined
  const schema = fieldsOf(format['json_schema']) ?? fieldsOf(format['schema'])
  return schema === undefined ? { type: 'json' } : { type: 'json-schema', schema }
}
