import { assertNever } from '../../../shared/assert-never.ts'
import type { ReasoningPart, Seal } from '../chat.ts'
import { isThinkingPart } from './encode-content.ts'
import { nameOf, type Encoding } from './encoding.ts'
import { detailOfPart } from './reasoning-details.ts'
import type { Fields } from '../json.ts'

/** What the model thought in earlier turns, in the field that the server wants it in; {} for none. */
export function encodeThoughts(parts: readonly ReasoningPart[], encoding: Encoding): Fields {
  const { own, quirks, notes } = encoding
  const thoughts = parts.filter((part) => !(own && isThinkingPart(part)))
  if (thoughts.length === 0) return {}
  const usable = thoughts.map((part) => withUsableSeal(part, encoding))
  if (quirks.reasoningBack === undefined && !own) {
    notes.add('thoughts of earlier turns were left out: this provider takes none back')
    return {}
  }
  const field = quirks.reasoningBack ?? (usable.some(isDetailed) ? 'reasoning_details' : 'reasoning_content')
  switch (field) {
    case 'none':
      notes.add('thoughts of earlier turns were left out: this provider takes none back')
      return {}
    case 'reasoning_details': {
      const details = usable.filter(({ text, seal }) => text !== '' || seal !== undefined)
      return details.length === 0 ? {} : { reasoning_details: details.map(detailOfPart) }
    }
    case 'reasoning_content': {
      const text = thoughts
        .map((part) => part.text)
        .filter((piece) => piece !== '')
        .join('\n\n')
      return text === '' ? {} : { reasoning_content: text }
    }
    default:
      return assertNever(field)
  }
}

function isDetailed({ seal, summary }: ReasoningPart): boolean {
  return seal !== undefined || summary === true
}

/** OpenRouter passes Anthropic's signatures on; nobody else's chat form knows a seal. */
function withUsableSeal(part: ReasoningPart, { own, quirks, notes }: Encoding): ReasoningPart {
  const { seal } = part
  if (seal === undefined) return part
  const known = seal.dialect === 'openai-chat' || seal.dialect === 'anthropic-messages'
  const target = quirks.reasoningBack ?? (own ? 'reasoning_details' : 'none')
  if (known && target === 'reasoning_details') return part
  noteSeal(seal, notes)
  return { ...part, seal: undefined }
}

export function noteSeal({ dialect, value }: Seal, notes: Set<string>): void {
  if (value !== '')
    notes.add(`thought signatures of ${nameOf(dialect)} were left out: this provider can't use them`)
}
