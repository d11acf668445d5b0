import { scanBody } from './scan-body.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Provider } from '../providers/provider.ts'
import { memberValue, type ReadBody } from './stages/read-request.ts'

export interface UpstreamBody {
  readonly bytes: Buffer
  /** Whether the client itself asked for the usage chunk of a stream. */
  readonly usageAsked: boolean
  /** What was left out and why, for the log row; null where all of the client's fields go on. */
  readonly note: string | null
}

/**
 * The body for the provider: the client's bytes, with the model's own id in place of the name that was asked for and,
 * for streams, the wish for token usage. Everything else stays as it was sent, byte for byte.
 */
export function upstreamBody(
  body: ReadBody,
  upstreamId: string,
  provider: Provider,
  dialect: DialectId
): UpstreamBody {
  const { bytes, scan } = body
  const edits: Edit[] = []
  const model = scan.members.get('model')
  if (dialect !== 'openai-chat' && dialect !== 'openai-completions') {
    // Google's is in the path, and may be in the body as a resource name.
    const name = dialect === 'gemini' ? `models/${upstreamId}` : upstreamId
    if (model !== undefined && body.model !== name) edits.push({ ...model, text: JSON.stringify(name) })
    return { bytes: edited(bytes, edits), usageAsked: true, note: null }
  }
  if (model !== undefined && body.model !== upstreamId)
    edits.push({ ...model, text: JSON.stringify(upstreamId) })
  const options = body.stream ? memberValue(bytes, scan, 'stream_options') : undefined
  const usageAsked = isRecord(options) && options['include_usage'] === true
  let note: string | null = null
  if (provider.quirks?.streamUsage === 'always') {
    const removal = withoutMember(body, 'stream_options')
    if (removal !== null) {
      edits.push(removal)
      note = `stream_options was left out: ${provider.name} refuses it, and sends usage unasked`
    }
  } else if (body.stream && !usageAsked) edits.push(usageEdit(body, options))
  return { bytes: edited(bytes, edits), usageAsked, note }
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

function usageEdit(body: ReadBody, options: unknown): Edit {
  const member = body.scan.members.get('stream_options')
  if (member === undefined) {
    const at = body.scan.closeAt
    return { start: at, end: at, text: ',"stream_options":{"include_usage":true}' }
  }
  if (!isRecord(options)) return { ...member, text: '{"include_usage":true}' }
  const inner = scanBody(body.bytes.subarray(member.start, member.end), '')
  const asked = inner.members.get('include_usage')
  if (asked !== undefined)
    return { start: member.start + asked.start, end: member.start + asked.end, text: 'true' }
  const at = member.start + inner.closeAt
  return { start: at, end: at, text: `${inner.members.size > 0 ? ',' : ''}"include_usage":true` }
}

/** Takes a member out together with the comma that parts it from its neighbour; null where there is none. */
function withoutMember({ scan: { members } }: ReadBody, name: string): Edit | null {
  const member = members.get(name)
  if (member === undefined) return null
  const spans = [...members.values()]
  const at = spans.indexOf(member)
  const next = spans[at + 1]
  if (next !== undefined) return { start: member.keyStart, end: next.keyStart, text: '' }
  return { start: spans[at - 1]?.end ?? member.keyStart, end: member.end, text: '' }
}

function edited(bytes: Buffer, edits: readonly Edit[]): Buffer {
  if (edits.length === 0) return bytes
  const parts: Buffer[] = []
  let from = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    parts.push(bytes.subarray(from, edit.start), Buffer.from(edit.text))
    from = edit.end
  }
  parts.push(bytes.subarray(from))
  return Buffer.concat(parts)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
