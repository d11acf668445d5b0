const LF = 0x0a
const CR = 0x0d
const LF_LF = Buffer.from('\n\n')
const CRLF_CRLF = Buffer.from('\r\n\r\n')

/**
 * Offset just after the last whole server-sent event in the bytes; 0 where there is none. Events end at an empty line
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html), which providers write as LF LF or CRLF CRLF.
 */
export function endOfLastEvent(bytes: Buffer): number {
  const length = bytes.length
  // Most chunks of a provider are whole events, so the end is looked at before anything is searched.
  if (length >= 2 && bytes[length - 1] === LF) {
    if (bytes[length - 2] === LF) return length
    if (length >= 4 && bytes[length - 2] === CR && bytes[length - 3] === LF && bytes[length - 4] === CR)
      return length
  }
  const plain = bytes.lastIndexOf(LF_LF)
  const windows = bytes.lastIndexOf(CRLF_CRLF)
  return Math.max(plain < 0 ? 0 : plain + 2, windows < 0 ? 0 : windows + 4)
}

/** Cuts bytes that end at an event's end into their events, separators included. */
export function splitEvents(bytes: Buffer): Buffer[] {
  const events: Buffer[] = []
  let start = 0
  let plain = -1
  let windows = -1
  while (start < bytes.length) {
    // Each is looked for again only once it is passed: a stream has but one of the two, and may be long.
    if (plain < start) plain = indexOrEnd(bytes, LF_LF, start)
    if (windows < start) windows = indexOrEnd(bytes, CRLF_CRLF, start)
    const end = Math.min(plain + LF_LF.length, windows + CRLF_CRLF.length, bytes.length)
    events.push(bytes.subarray(start, end))
    start = end
  }
  return events
}

function indexOrEnd(bytes: Buffer, separator: Buffer, from: number): number {
  const at = bytes.indexOf(separator, from)
  return at < 0 ? bytes.length : at
}
