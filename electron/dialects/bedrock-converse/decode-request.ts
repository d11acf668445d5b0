import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, Message, OutputFormat, ReasoningWish } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, isFields, numberOf, parseFields, textOf, type Fields } from '../json.ts'
import { decodeContent } from './decode-blocks.ts'
import { decodeToolChoice, decodeTools } from './decode-tools.ts'

/**
 * A request of Converse or ConverseStream
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html). The path names the model and
 * whether a stream is wanted. What models have besides (`additionalModelRequestFields`) and the wish for a format stay as
 * they are for this dialect, and are read for others as far as they are understood.
 */
export function decodeRequest(body: Fields, asked: Asked): ChatRequest {
  const reader = new FieldReader(body)
  reader.drop('messages', 'system')
  const inference = new FieldReader(reader.object('inferenceConfig') ?? {})
  const tools = new FieldReader(reader.object('toolConfig') ?? {})
  const more = fieldsOf(body['additionalModelRequestFields'])
  const system = decodeContent(body['system'], 'system')
  const messages = decodeMessages(body['messages'])
  const chat: ChatRequest = {
    model: asked.model,
    stream: asked.stream,
    messages: system.length === 0 ? messages : [{ role: 'system', parts: system }, ...messages],
    tools: tools.take('tools', decodeTools) ?? [],
    toolChoice: tools.take('toolChoice', decodeToolChoice),
    maxOutputTokens: inference.number('maxTokens'),
    temperature: inference.number('temperature'),
    topP: inference.number('topP'),
    topK: numberOf(more?.['top_k']),
    stop: inference.take('stopSequences', textsOf),
    reasoning: readThinking(more),
    format: readFormat(body['outputConfig']),
    serviceTier: reader.take('serviceTier', (tier) => textOf(fieldsOf(tier)?.['type'])),
    from: 'bedrock-converse'
  }
  const rest = {
    ...reader.rest(),
    ...restUnder('inferenceConfig', inference),
    ...restUnder('toolConfig', tools)
  }
  if (Object.keys(rest).length === 0) return chat
  return { ...chat, extra: { dialect: 'bedrock-converse', fields: rest } }
}

function restUnder(name: string, reader: FieldReader): Fields {
  const rest = reader.rest()
  return rest === undefined ? {} : { [name]: rest }
}

function decodeMessages(messages: unknown): Message[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new GatehouseError('invalid_request', 'messages: a list with at least one message is needed')
  }
  return messages.map((message: unknown, at) => {
    if (!isFields(message)) {
      throw new GatehouseError('invalid_request', `messages.${at}: a message must be an object`)
    }
    const reader = new FieldReader(message)
    reader.drop('role', 'content')
    const parts = decodeContent(message['content'], `messages.${at}.content`)
    const ofTools = parts.length > 0 && parts.every(({ type }) => type === 'tool-result')
    const role = message['role'] === 'assistant' ? 'assistant' : ofTools ? 'tool' : 'user'
    return { role, parts, extra: reader.extra('bedrock-converse') }
  })
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined
  return value.filter((text) => typeof text === 'string')
}

/** Claude's `thinking` (https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html). */
function readThinking(more: Fields | undefined): ReasoningWish | undefined {
  const thinking = fieldsOf(more?.['thinking']) ?? fieldsOf(more?.['reasoning_config'])
  if (thinking === undefined) return undefined
  const modes = { enabled: 'on', disabled: 'off', adaptive: 'adaptive' } as const
  const { type } = thinking
  const known = type === 'enabled' || type === 'disabled' || type === 'adaptive'
  return { mode: known ? modes[type] : undefined, budgetTokens: numberOf(thinking['budget_tokens']) }
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html */
function readFormat(config: unknown): OutputFormat | undefined {
  const format = fieldsOf(fieldsOf(config)?.['textFormat'])
  const said = fieldsOf(fieldsOf(format?.['structure'])?.['jsonSchema'])
  const schema = parseFields(textOf(said?.['schema']) ?? '') ?? fieldsOf(said?.['schema'])
  if (said === undefined || schema === undefined) return undefined
  const [name, description] = [said['name'], said['description']].map(textOf)
  return { type: 'json-schema', schema, name, description }
}
