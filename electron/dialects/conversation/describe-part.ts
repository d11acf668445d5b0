import { assertNever } from '../../../shared/assert-never.ts'
import type { ConversationPart, InnerPart } from '../../../shared/domain/conversation.ts'
import type { CacheMark, Extra, MediaPart, Part, Seal, TextPart } from '../chat.ts'
import { textOf } from '../json.ts'
import { describeNative } from './describe-native.ts'
import { listCitations } from './list-citations.ts'
import { mediaUrl } from './media-url.ts'

/** Bookkeeping that tells a reader nothing, in any dialect. */
const DULL: ReadonlySet<string> = new Set([
  'id',
  'type',
  'object',
  'status',
  'index',
  'logprobs',
  'expires_at',
  // Shown with the sound.
  'transcript'
])

/** A part of a neutral chat as a person reads it. */
export function describePart(part: Part): ConversationPart {
  switch (part.type) {
    case 'text':
      return describeText(part)
    case 'reasoning':
      return { kind: 'reasoning', text: part.text, ...(part.summary && { summary: true }), ...marksOf(part) }
    case 'refusal':
      return { kind: 'refusal', text: part.text, ...marksOf(part) }
    case 'media':
      return describeMedia(part)
    case 'native':
      return { ...describeNative(part.what, part.value), ...marksOf(part) }
    case 'tool-call':
      return {
        kind: 'tool-call',
        id: part.id,
        name: part.name,
        args: part.args,
        ...(part.custom && { custom: true }),
        ...(part.namespace !== undefined && { namespace: part.namespace }),
        ...marksOf(part)
      }
    case 'tool-result':
      return {
        kind: 'tool-result',
        id: part.id,
        ...(part.name !== undefined && { name: part.name }),
        parts: part.parts.map(describeInner),
        ...(part.isError && { error: true }),
        ...marksOf(part)
      }
    default:
      return assertNever(part)
  }
}

/** A part inside a tool's result: what has no place there is shown as its JSON. */
function describeInner(part: Part): InnerPart {
  if (part.type === 'text') return describeText(part)
  if (part.type === 'media') return describeMedia(part)
  if (part.type === 'native') return { ...describeNative(part.what, part.value), ...marksOf(part) }
  return { kind: 'other', json: JSON.stringify(part) }
}

function describeText(part: TextPart): InnerPart {
  const citations = listCitations(part.citations?.value)
  return {
    kind: 'text',
    text: part.text,
    ...(citations.length > 0 && { citations }),
    ...marksOf(part)
  }
}

function describeMedia(part: MediaPart): InnerPart {
  const { kind: media, source, mediaType, name } = part
  const transcript = textOf(part.extra?.fields['transcript'])
  return {
    kind: 'media',
    media,
    source:
      source.kind === 'base64'
        ? { kind: 'url', url: mediaUrl(source.data, mediaType) }
        : source.kind === 'file-id'
          ? { kind: 'file-id', id: source.id }
          : source,
    ...(mediaType !== undefined && { media_type: mediaType }),
    ...(name !== undefined && { name }),
    ...(transcript !== undefined && { transcript }),
    ...marksOf(part)
  }
}

interface Marked {
  readonly seal?: Seal | undefined
  readonly cache?: CacheMark | undefined
  readonly extra?: Extra | undefined
}

function marksOf({ seal, cache, extra }: Marked): { cache?: string; sealed?: boolean; extra?: string } {
  const more = describeExtra(extra)
  return {
    ...(cache !== undefined && { cache: describeCache(cache) }),
    ...(seal !== undefined && { sealed: true }),
    ...(more !== undefined && { extra: more })
  }
}

/** A cache mark in its own words: `{type: 'ephemeral', ttl: '1h'}` is `ephemeral 1h`. */
export function describeCache(mark: CacheMark): string {
  return [mark['type'], mark['ttl']].flatMap((value) => textOf(value) ?? []).join(' ')
}

/** Fields that only this dialect has, as JSON; undefined where none of them says anything. */
export function describeExtra(extra: Extra | undefined): string | undefined {
  const telling = Object.entries(extra?.fields ?? {}).filter(
    ([name, value]) => !DULL.has(name) && !isEmpty(value)
  )
  return telling.length === 0 ? undefined : JSON.stringify(Object.fromEntries(telling))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
