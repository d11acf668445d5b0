import { GatehouseError } from '../../../shared/errors.ts'
import { idWithoutSeal, readSeal } from '../carry-seal.ts'
import type { Extra, Part, ReasoningPart, TextPart } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { markOf, withMark } from './cache-points.ts'
import { decodeMedia, decodeSearchResult, type MediaBlock } from './decode-media.ts'

/** The parts of a `content` or `system`. `path` names the field where a block is no object. */
export function decodeContent(content: unknown, path: string): Part[] {
  if (content === undefined || content === null) return []
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }]
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [content]
  const parts: Part[] = []
  for (const [at, block] of blocks.entries()) {
    if (!isFields(block)) {
      throw new GatehouseError('invalid_request', `${path}.${at}: a content block must be an object`)
    }
    const point = fieldsOf(block['cachePoint'])
    const marked = point === undefined ? undefined : withMark(parts.at(-1), markOf(point))
    if (marked === undefined) parts.push(decodeBlock(block, `${path}.${at}`))
    else parts[parts.length - 1] = marked
  }
  return parts
}

/**
 * A content block, an object of which one member says what it is and holds it
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ContentBlock.html). Kinds that only this API has,
 * or that are newer than this program, become native parts.
 */
export function decodeBlock(block: Fields, path = 'content'): Part {
  for (const [name, value] of Object.entries(block)) {
    const part = decodeMember(name, value, path)
    if (part !== undefined) return part
  }
  const what = Object.keys(block).find((name) => name !== 'type') ?? 'block'
  return { type: 'native', dialect: 'bedrock-converse', what, value: block }
}

function decodeMember(name: string, value: unknown, path: string): Part | undefined {
  if (name === 'text') return typeof value === 'string' ? { type: 'text', text: value } : undefined
  if (name === 'json') {
    return { type: 'text', text: JSON.stringify(value), extra: extraOf({ json: value }) }
  }
  const fields = fieldsOf(value)
  if (fields === undefined) return undefined
  if (isMedia(name)) return decodeMedia(name, fields)
  switch (name) {
    case 'reasoningContent':
      return decodeReasoning(fields)
    case 'toolUse':
      return decodeToolUse(fields)
    case 'toolResult':
      return decodeToolResult(fields, path)
    case 'citationsContent':
      return decodeCited(fields)
    case 'guardContent':
      return decodeGuarded(fields)
    case 'searchResult':
      return decodeSearchResult(fields)
    default:
      return undefined
  }
}

function isMedia(name: string): name is MediaBlock {
  return name === 'image' || name === 'document' || name === 'video' || name === 'audio'
}

/**
 * A signature stays this dialect's own, although Claude's are the same at Anthropic's: what other models than Claude sign
 * here is not, and the reply doesn't say whose it is.
 */
function decodeReasoning(fields: Fields): ReasoningPart | undefined {
  const redacted = textOf(fields['redactedContent'])
  if (redacted !== undefined) {
    return { type: 'reasoning', text: '', seal: readSeal('bedrock-converse', redacted, 'redacted') }
  }
  const thought = fieldsOf(fields['reasoningText'])
  if (thought === undefined) return undefined
  const reader = new FieldReader(thought)
  const text = reader.text('text') ?? ''
  const signature = reader.text('signature')
  const seal =
    signature === undefined || signature === '' ? undefined : readSeal('bedrock-converse', signature)
  return { type: 'reasoning', text, seal, extra: reader.extra('bedrock-converse') }
}

/** Calls of tools that run at Bedrock itself (`server_tool_use`) have a type, and no client can answer them. */
function decodeToolUse(fields: Fields): Part | undefined {
  if (runsThere(fields)) return undefined
  const reader = new FieldReader(fields)
  reader.drop('type', 'input')
  const { input } = fields
  return {
    type: 'tool-call',
    ...idWithoutSeal(reader.text('toolUseId') ?? ''),
    name: reader.text('name') ?? '',
    args: typeof input === 'string' ? input : JSON.stringify(input ?? {}),
    extra: reader.extra('bedrock-converse')
  }
}

/** Clients' libraries may write `tool_use`, which says nothing. */
export function runsThere({ type }: Fields): boolean {
  return typeof type === 'string' && type !== 'tool_use' && type !== 'tool_result'
}

function decodeToolResult(fields: Fields, path: string): Part | undefined {
  if (runsThere(fields)) return undefined
  const reader = new FieldReader(fields)
  reader.drop('type', 'content')
  const isError = reader.take('status', (status) =>
    status === 'error' ? true : status === 'success' ? false : undefined
  )
  return {
    type: 'tool-result',
    id: idWithoutSeal(reader.text('toolUseId') ?? '').id,
    parts: decodeContent(fields['content'], `${path}.toolResult.content`),
    isError,
    extra: reader.extra('bedrock-converse')
  }
}

function decodeCited(fields: Fields): TextPart {
  const content = recordsOf(fields['content'])
  const { citations } = fields
  return {
    type: 'text',
    text: content.map((block) => textOf(block['text']) ?? '').join(''),
    citations: { dialect: 'bedrock-converse', value: Array.isArray(citations) ? citations : [] },
    extra: content.length === 1 ? undefined : extraOf({ content: fields['content'] })
  }
}

/** What a guardrail shall look at. The text in it is the question, so that it is one for every model. */
function decodeGuarded(fields: Fields): Part | undefined {
  const text = textOf(fieldsOf(fields['text'])?.['text'])
  return text === undefined ? undefined : { type: 'text', text, extra: extraOf({ guardContent: fields }) }
}

function extraOf(fields: Fields): Extra {
  return { dialect: 'bedrock-converse', fields }
}
