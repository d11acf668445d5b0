import { isShallow } from '../dialects/is-shallow.ts'
import { scanBody } from './scan-body.ts'

export type WholeReply =
  | { readonly kind: 'reply'; readonly usageRaw: unknown }
  /** A status of success around an error, as OpenRouter and MiniMax send it. */
  | { readonly kind: 'error'; readonly status: number }
  | { readonly kind: 'not-json' }

/** What Gatehouse reads of a reply that passes through: its usage, and whether it is one at all. */
export function readWholeReply(body: Buffer): WholeReply {
  try {
    const { members } = scanBody(body, '', 'take-last')
    const read = (name: string): unknown => {
      const member = members.get(name)
      return member === undefined ? undefined : JSON.parse(body.toString('utf8', member.start, member.end))
    }
    // Google calls it `usageMetadata`.
    const usage = read('usage') ?? read('usageMetadata') ?? undefined
    const usageRaw = isShallow(usage) ? usage : undefined
    if (usageRaw === undefined && !members.has('choices') && members.has('error')) {
      const error = read('error')
      if (error !== null && error !== undefined) return { kind: 'error', status: statusOf(error) }
    }
    if (saysRefused(read('base_resp'))) return { kind: 'error', status: 200 }
    return { kind: 'reply', usageRaw }
  } catch {
    return { kind: 'not-json' }
  }
}

/** MiniMax says in each reply how it went: https://platform.minimax.io/docs/api-reference/errorcode */
function saysRefused(response: unknown): boolean {
  const code = typeof response === 'object' && response !== null && 'status_code' in response
  return code && response.status_code !== 0
}

function statusOf(error: unknown): number {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? Number(error.code) : Number.NaN
  return code >= 400 && code < 600 ? code : 502
}
