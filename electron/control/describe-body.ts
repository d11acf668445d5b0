import type { LogDetail } from '../../shared/contract/index.ts'

/** More of a body than this nobody reads in a window, and it would make it stutter. */
const MOST_SHOWN_BYTES = 2 * 1024 * 1024

type Body = NonNullable<LogDetail['request']>

/** A stored body for the window: its beginning, as text where it is UTF-8, else as base64. */
export function describeBody(bytes: Uint8Array, contentType: string | null): Body {
  const truncated = bytes.length > MOST_SHOWN_BYTES
  const shown = truncated ? bytes.subarray(0, MOST_SHOWN_BYTES) : bytes
  const text = decodeUtf8(shown, truncated)
  return {
    text: text ?? Buffer.from(shown).toString('base64'),
    encoding: text === null ? 'base64' : 'utf8',
    bytes: bytes.length,
    content_type: contentType,
    truncated
  }
}

/** null where it is not UTF-8. A cut may go through a character: with `stream` the decoder leaves its start out. */
function decodeUtf8(bytes: Uint8Array, cut: boolean): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: cut })
  } catch {
    return null
  }
}
