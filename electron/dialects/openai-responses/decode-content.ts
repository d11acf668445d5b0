import type { Part } from '../chat.ts'
import { isFields, textOf, type Fields } from '../json.ts'
import { decodeMedia } from './media-parts.ts'
import { filledRest, OWN, ownExtra } from './own-extra.ts'

const TEXT_NAMES = new Set(['type', 'text'])
const REFUSAL_NAMES = new Set(['type', 'refusal'])
const TEXTS: ReadonlySet<unknown> = new Set(['input_text', 'output_text', 'text', 'summary_text'])

/**
 * The parts of a message's `content` or of a tool's `output`: a text or a list. What is no part at all (a number) is
 * passed over. `keepsEmpty`: lists of a reply's texts that are empty are kept; in requests they say nothing.
 */
export function decodeContent(content: unknown, keepsEmpty = false): Part[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  if (isFields(content)) return [decodeContentPart(content, keepsEmpty)]
  if (!Array.isArray(content)) return []
  return content.flatMap((part: unknown): Part[] => {
    if (typeof part === 'string') return [{ type: 'text', text: part }]
    return isFields(part) ? [decodeContentPart(part, keepsEmpty)] : []
  })
}

function decodeContentPart(part: Fields, keepsEmpty: boolean): Part {
  const { type } = part
  const text = textOf(part['text'])
  if (text !== undefined && (TEXTS.has(type) || type === undefined)) return decodeText(part, text, keepsEmpty)
  const refusal = textOf(part['refusal'])
  if (type === 'refusal' && refusal !== undefined) {
    return { type: 'refusal', text: refusal, extra: ownExtra(filledRest(part, REFUSAL_NAMES)) }
  }
  return decodeMedia(part) ?? { type: 'native', dialect: OWN, what: textOf(type) ?? 'content', value: part }
}

function decodeText(part: Fields, text: string, keepsEmpty: boolean): Part {
  const { annotations, logprobs, ...rest } = filledRest(part, TEXT_NAMES)
  const isCited = Array.isArray(annotations) && annotations.length > 0
  const isListed = Array.isArray(annotations) && !isCited && keepsEmpty
  const isWeighed = Array.isArray(logprobs) && (logprobs.length > 0 || keepsEmpty)
  return {
    type: 'text',
    text,
    citations: isCited ? { dialect: OWN, value: annotations } : undefined,
    extra: ownExtra({ ...rest, ...(isListed ? { annotations } : {}), ...(isWeighed ? { logprobs } : {}) })
  }
}
