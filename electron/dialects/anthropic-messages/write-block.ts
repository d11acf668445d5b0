import { assertNever } from '../../../shared/assert-never.ts'
import type { Part, Seal } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import { isFields, recordsOf, type Fields } from '../json.ts'
import { encodeReplyBlock } from './encode-reply-block.ts'
import { ownFields } from './rest-of.ts'
import { writeSignature } from './signatures.ts'
import { writeSealedToolId } from './tool-ids.ts'

/** Parts that a person reads as they come. */
export type ReadPart = Extract<Part, { type: 'text' | 'reasoning' | 'refusal' }>

/** How a part goes into a stream: text as it comes, the input of a tool as it comes, or at its end as a whole. */
export type Manner = 'read' | 'call' | 'whole'

export function mannerOf(part: Part): Manner {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return 'read'
    case 'reasoning':
      return part.seal?.kind === 'redacted' ? 'whole' : 'read'
    case 'tool-call':
      // Free text is no JSON before it is put into an object.
      return part.custom === true ? 'whole' : 'call'
    case 'media':
    case 'native':
    case 'tool-result':
      return 'whole'
    default:
      return assertNever(part)
  }
}

export function isRead(part: Part): part is ReadPart {
  return mannerOf(part) === 'read'
}

/** The beginning of a block whose text or input follows. */
export function startBlock(at: number, part: Part, { newId }: ReplyContext): string {
  if (part.type === 'tool-call') {
    const id = part.id === '' ? newId('toolu_') : writeSealedToolId(part.id, part.seal)
    return start(at, { type: 'tool_use', id, name: part.name, input: {}, ...ownFields(part.extra) })
  }
  return start(
    at,
    part.type === 'reasoning' ? { type: 'thinking', thinking: '', signature: '' } : { type: 'text', text: '' }
  )
}

/** More of a block's text or input. Written by hand, since it is nearly all of a stream. */
export function growBlock(at: number, part: Part, text: string): string {
  const json = JSON.stringify(text)
  if (part.type === 'tool-call') return delta(at, `{"type":"input_json_delta","partial_json":${json}}`)
  if (part.type === 'reasoning') return delta(at, `{"type":"thinking_delta","thinking":${json}}`)
  return delta(at, `{"type":"text_delta","text":${json}}`)
}

/** The end of a block, with what is known of it at its end only. */
export function stopBlock(at: number, part: Part): string {
  return closingDeltas(at, part) + event('content_block_stop', `{"type":"content_block_stop","index":${at}}`)
}

/** A seal in a block of its own: clients take a signature from its delta only. */
export function sealBlock(at: number, seal: Seal): string {
  const part: Part = { type: 'reasoning', text: '', seal }
  return start(at, { type: 'thinking', thinking: '', signature: '' }) + stopBlock(at, part)
}

/** A part that goes as a whole; '' where a client of this dialect is not shown it. */
export function wholeBlock(at: number, part: Part): string {
  const block = encodeReplyBlock(part)
  if (block === undefined) return ''
  const { input } = block
  const stop = event('content_block_stop', `{"type":"content_block_stop","index":${at}}`)
  // Clients take a tool's input from its deltas only.
  if (isFields(input)) {
    const json = JSON.stringify(JSON.stringify(input))
    const grown = delta(at, `{"type":"input_json_delta","partial_json":${json}}`)
    return start(at, { ...block, input: {} }) + grown + stop
  }
  if (block['type'] !== 'text') return start(at, block) + stop
  const text = JSON.stringify(block['text'])
  return start(at, { type: 'text', text: '' }) + delta(at, `{"type":"text_delta","text":${text}}`) + stop
}

function closingDeltas(at: number, part: Part): string {
  if (part.type === 'reasoning') {
    const extra = ownFields(part.extra)
    const signature = 'signature' in extra ? extra['signature'] : writeSignature(part.seal)
    return delta(at, `{"type":"signature_delta","signature":${JSON.stringify(signature)}}`)
  }
  if (part.type !== 'text' || part.citations?.dialect !== 'anthropic-messages') return ''
  return recordsOf(part.citations.value)
    .map((citation) => delta(at, JSON.stringify({ type: 'citations_delta', citation })))
    .join('')
}

function start(at: number, block: Fields): string {
  return event(
    'content_block_start',
    JSON.stringify({ type: 'content_block_start', index: at, content_block: block })
  )
}

function delta(at: number, json: string): string {
  return event('content_block_delta', `{"type":"content_block_delta","index":${at},"delta":${json}}`)
}

function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`
}
