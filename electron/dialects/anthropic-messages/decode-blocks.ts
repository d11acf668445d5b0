import { GatehouseError } from '../../../shared/errors.ts'
import type { Part, ReasoningPart, ToolCallPart, ToolResultPart } from '../chat.ts'
import { booleanOf, fieldsOf, isFields, textOf, type Fields } from '../json.ts'
import { readSeal } from '../carry-seal.ts'
import { decodeDocument, decodeImage, decodeSearchResult } from './decode-media.ts'
import { restOf } from './rest-of.ts'
import { readSignature, saysUnsigned, withTextSeals } from './signatures.ts'
import { readToolId } from './tool-ids.ts'

const TEXT = new Set(['type', 'text', 'citations', 'cache_control'])
const THINKING = new Set(['type', 'thinking', 'signature', 'cache_control'])
const REDACTED = new Set(['type', 'data', 'cache_control'])
const TOOL_USE = new Set(['type', 'id', 'name', 'input', 'cache_control'])
const TOOL_RESULT = new Set(['type', 'tool_use_id', 'content', 'is_error', 'cache_control'])

/** The parts of a request's `content`: a text, blocks or null. `path` names the field where a block is no object. */
export function decodeContent(content: unknown, path: string): Part[] {
  if (content === undefined || content === null || content === '') return []
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  const blocks: readonly unknown[] = Array.isArray(content) ? content : [content]
  const parts = blocks.map((block, at): Part => {
    if (typeof block === 'string') return { type: 'text', text: block }
    if (!isFields(block)) {
      throw new GatehouseError('invalid_request', `${path}.${at}: a content block must be an object`)
    }
    return decodeBlock(block, `${path}.${at}`)
  })
  return withTextSeals(parts)
}

/**
 * A content block as a part. Blocks that only this API knows, such as its server tools and their results, and kinds that
 * are newer than this program become native parts (https://docs.claude.com/en/api/messages).
 */
export function decodeBlock(block: Fields, path = 'content'): Part {
  return decodeKnown(block, path) ?? nativePart(block)
}

function decodeKnown(block: Fields, path: string): Part | undefined {
  switch (block['type']) {
    case 'text':
      return decodeText(block)
    case 'thinking':
      return decodeThinking(block)
    case 'redacted_thinking':
      return decodeRedacted(block)
    case 'tool_use':
      return decodeToolUse(block)
    case 'tool_result':
      return decodeToolResult(block, path)
    case 'image':
      return decodeImage(block)
    case 'document':
      return decodeDocument(block)
    case 'search_result':
      return decodeSearchResult(block)
    case undefined:
      return textOf(block['text']) === undefined ? undefined : decodeText(block)
    default:
      return undefined
  }
}

function nativePart(block: Fields): Part {
  return {
    type: 'native',
    dialect: 'anthropic-messages',
    what: textOf(block['type']) ?? 'block',
    value: block
  }
}

function decodeText(block: Fields): Part {
  const { citations } = block
  const cited = Array.isArray(citations) && citations.length > 0
  return {
    type: 'text',
    text: textOf(block['text']) ?? '',
    citations: cited ? { dialect: 'anthropic-messages', value: citations } : undefined,
    cache: fieldsOf(block['cache_control']),
    extra: restOf(block, TEXT)
  }
}

/**
 * A thought without a signature is kept as this dialect's own, since servers that are only like Anthropic's may want it
 * back; one that Gatehouse marked as unsigned came from elsewhere and stays without.
 */
function decodeThinking(block: Fields): ReasoningPart {
  const signature = textOf(block['signature']) ?? ''
  const seal = readSignature(signature)
  const extra = restOf(block, THINKING)
  const unsigned = seal === undefined && !saysUnsigned(signature)
  return {
    type: 'reasoning',
    text: textOf(block['thinking']) ?? '',
    seal,
    cache: fieldsOf(block['cache_control']),
    extra: unsigned ? { dialect: 'anthropic-messages', fields: { ...extra?.fields, signature: '' } } : extra
  }
}

function decodeRedacted(block: Fields): ReasoningPart {
  return {
    type: 'reasoning',
    text: '',
    seal: readSeal('anthropic-messages', textOf(block['data']) ?? '', 'redacted'),
    cache: fieldsOf(block['cache_control']),
    extra: restOf(block, REDACTED)
  }
}

function decodeToolUse(block: Fields): ToolCallPart {
  const { id, seal } = readToolId(textOf(block['id']) ?? '')
  const { input } = block
  return {
    type: 'tool-call',
    id,
    name: textOf(block['name']) ?? '',
    args: typeof input === 'string' ? input : JSON.stringify(input ?? {}),
    seal,
    cache: fieldsOf(block['cache_control']),
    extra: restOf(block, TOOL_USE)
  }
}

function decodeToolResult(block: Fields, path: string): ToolResultPart {
  return {
    type: 'tool-result',
    id: readToolId(textOf(block['tool_use_id']) ?? '').id,
    parts: decodeContent(block['content'], `${path}.content`),
    isError: booleanOf(block['is_error']),
    cache: fieldsOf(block['cache_control']),
    extra: restOf(block, TOOL_RESULT)
  }
}
