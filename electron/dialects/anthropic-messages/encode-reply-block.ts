import { assertNever } from '../../../shared/assert-never.ts'
import type { Part } from '../chat.ts'
import type { Fields } from '../json.ts'
import { mediaNote } from './encode-media.ts'
import { encodeReasoning, encodeText } from './encode-blocks.ts'
import { ownFields } from './rest-of.ts'
import { writeSignature } from './signatures.ts'
import { toolInput } from './tool-input.ts'
import { writeSealedToolId } from './tool-ids.ts'

/**
 * A part of a reply as a content block; undefined for what a client of this dialect can't be shown: an empty text, a
 * thought without text and seal, and what only another dialect knows. Pictures and the like have no block in a reply, and
 * as a data URL they would come back in the history as text and fill the context, so that a line stands for them.
 */
export function encodeReplyBlock(part: Part): Fields | undefined {
  switch (part.type) {
    case 'text':
      return part.text === '' ? undefined : encodeText({ ...part, cache: undefined })
    case 'refusal':
      return part.text === '' ? undefined : { type: 'text', text: part.text }
    case 'reasoning': {
      const { text, seal, extra } = part
      if (seal?.kind === 'redacted' && seal.dialect === 'anthropic-messages') return encodeReasoning(part)
      if (text === '' && seal === undefined) return undefined
      return { type: 'thinking', thinking: text, signature: writeSignature(seal), ...ownFields(extra) }
    }
    case 'tool-call':
      return {
        type: 'tool_use',
        id: writeSealedToolId(part.id, part.seal),
        name: part.name,
        input: toolInput(part.args).input,
        ...ownFields(part.extra)
      }
    case 'media':
      return { type: 'text', text: mediaNote(part) }
    case 'native':
      return part.dialect === 'anthropic-messages' ? part.value : undefined
    case 'tool-result':
      return undefined
    default:
      return assertNever(part)
  }
}
