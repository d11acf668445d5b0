import { readPartHeaders, type PartHeaders } from './read-part-headers.ts'
import { unreadableForm } from './unreadable-form.ts'

/** One part of a form, and where its content lies in the body: byte offsets. */
export interface FormPart extends PartHeaders {
  readonly start: number
  readonly end: number
}

export interface FormScan {
  readonly boundary: string
  readonly parts: readonly FormPart[]
  /** Where the first boundary stands: a part may be put in before it. */
  readonly firstAt: number
}

/** No API has a tenth of it. */
const PARTS_MAX = 1000
const HEADERS_MAX = 16 * 1024
/** How often a boundary may stand in the middle of lines: a random one never does, a short one might in a file. */
const CHANCE_MAX = 10_000
const CLOSING_MAX = 1024
const CR = 0x0d
const LF = 0x0a
const DASH = 0x2d
const BLANK_LINE = Buffer.from('\r\n\r\n')

/**
 * One scan of a `multipart/form-data` body (https://www.rfc-editor.org/rfc/rfc7578) for its parts; nothing is copied.
 * The provider will read the same bytes with a parser of its own, so this one is strict: a body that two parsers could
 * take apart in different ways is refused, since one of them could find another model in it than the token may use.
 */
export function scanMultipart(body: Buffer, boundary: string): FormScan {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  const parts: FormPart[] = []
  const firstAt = body.indexOf(delimiter)
  // Some clients send a line break first; nothing else may stand there.
  if (firstAt !== 0 && !(firstAt === 2 && isLineBreak(body, 0))) {
    throw unreadableForm('it does not begin with the boundary that its content type names')
  }
  let after = firstAt + delimiter.length
  while (!isClosing(body, after)) {
    if (!isLineBreak(body, after)) throw unreadableForm('there is no line break behind a boundary')
    if (parts.length === PARTS_MAX) throw unreadableForm(`it has more than ${PARTS_MAX} parts`)
    const headersEnd = body.indexOf(BLANK_LINE, after)
    if (headersEnd < 0 || headersEnd - after > HEADERS_MAX)
      throw unreadableForm('the headers of a part have no end')
    const start = headersEnd + BLANK_LINE.length
    const next = nextDelimiter(body, delimiter, { from: after, contentAt: start })
    const headers = body.toString('latin1', after + 2, Math.max(after + 2, headersEnd))
    parts.push({ ...readPartHeaders(headers), start, end: next - 2 })
    after = next + delimiter.length
  }
  // Some clients send line breaks last.
  if (body.length - after > CLOSING_MAX || !/^--[\r\n\t ]*$/.test(body.toString('latin1', after)))
    throw unreadableForm('there is more behind its last boundary')
  return { boundary, parts, firstAt }
}

/** Where the boundary behind a content stands; throws where one stands that not all would take for it. */
function nextDelimiter(
  body: Buffer,
  delimiter: Buffer,
  { from, contentAt }: { readonly from: number; readonly contentAt: number }
): number {
  let at = from
  for (let chances = 0; chances < CHANCE_MAX; chances++) {
    at = body.indexOf(delimiter, at)
    if (at < 0) throw unreadableForm('it ends before its last boundary')
    const before = body[at - 1]
    if (before === CR || before === LF) {
      const after = at + delimiter.length
      const isWhole = isLineBreak(body, at - 2) && at - 2 >= contentAt
      if (isWhole && (isClosing(body, after) || isLineBreak(body, after))) return at
      throw unreadableForm('a line of it begins like a boundary, but is none')
    }
    at++
  }
  throw unreadableForm('its boundary stands in its content, too: it should be longer')
}

function isLineBreak(body: Buffer, at: number): boolean {
  return body[at] === CR && body[at + 1] === LF
}

function isClosing(body: Buffer, at: number): boolean {
  return body[at] === DASH && body[at + 1] === DASH
}
