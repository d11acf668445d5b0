import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatReply, Choice, Part } from '../chat.ts'
import type { ReplyContext } from '../dialect.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { encodeEnd, replyHead, showsThoughts } from './encode-choice.ts'
import { ReplyParts } from './reply-parts.ts'
import { writeUsage } from './write-usage.ts'

/**
 * A whole reply. Google's own comes out as it went in, but that texts which follow each other are one, `content.role` and
 * `index` are always there, and enum numbers are words.
 */
export function encodeReply(reply: ChatReply, context: ReplyContext): Fields {
  const own = ownFields('gemini', reply.extra)
  return saidFields({
    candidates: isBlocked(reply, own)
      ? undefined
      : reply.choices.map((choice, at) => encodeChoice(choice, at, context)),
    usageMetadata: reply.usage === undefined ? undefined : writeUsage(reply.usage),
    ...replyHead(reply.model ?? context.request.model, reply.id ?? context.newId(''), reply.created),
    ...own
  })
}

/** A prompt that Google refused has no candidates. */
function isBlocked({ choices }: ChatReply, own: Fields): boolean {
  const reason = fieldsOf(own['promptFeedback'])?.['blockReason']
  const native = choices[0]?.finish?.native
  return reason !== undefined && native?.value === reason && choices[0]?.parts.length === 0
}

function encodeChoice(choice: Choice, at: number, { request }: ReplyContext): Fields {
  const isOwn = choice.finish?.native?.dialect === 'gemini'
  const writer = new ReplyParts(isOwn || showsThoughts(request))
  const parts = choice.parts.flatMap((part) => encodeWhole(part, writer, isOwn))
  const rest = writer.rest()
  if (rest !== undefined) parts.push(rest)
  // Scripts read the first part's text without looking whether there is one.
  if (parts.length === 0 && !isOwn) parts.push({ text: '' })
  const content = parts.length === 0 ? { role: 'model' } : { parts, role: 'model' }
  return { content, ...encodeEnd(choice, at, writer) }
}

function encodeWhole(part: Part, writer: ReplyParts, isOwn: boolean): readonly Fields[] {
  switch (part.type) {
    case 'text':
    case 'refusal': {
      const seal = part.type === 'text' && part.seal?.dialect === 'gemini' ? part.seal : undefined
      const text = writer.text(part.text, true)
      if (seal === undefined) return part.text === '' && Object.keys(text).length === 1 ? [] : [text]
      // A signature of its own, and the thoughts of another provider's before it: each in a part.
      return 'thoughtSignature' in text
        ? [text, { text: '', thoughtSignature: seal.value }]
        : [{ ...text, thoughtSignature: seal.value }]
    }
    case 'reasoning': {
      const shown = writer.thoughtText(part.text)
      const sealed = isOwn && part.seal === undefined ? undefined : writer.endThought(part)
      // Whole, a signature stands in the part that it is of.
      if (shown !== undefined && sealed !== undefined) return [{ ...sealed, ...shown }]
      return [shown, sealed].filter((found) => found !== undefined)
    }
    case 'tool-call':
      return writer.call(part)
    case 'media':
    case 'native':
    case 'tool-result':
      return [writer.other(part)].filter((found) => found !== undefined)
    default:
      return assertNever(part)
  }
}
