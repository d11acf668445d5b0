/**
 * Lays JSON out over lines without reading its values: every number, escape and repeated key stays as it was written,
 * which `JSON.stringify(JSON.parse(text))` would not keep. undefined where the text is not JSON.
 */
export function prettyJson(text: string): string | undefined {
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  const out: string[] = []
  let depth = 0
  const newLine = (): void => {
    out.push('\n', '  '.repeat(depth))
  }
  const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g
  let previous = ''
  for (const [piece] of text.matchAll(token)) {
    const opened = previous === '{' || previous === '['
    if (piece === '}' || piece === ']') {
      depth -= 1
      if (!opened) newLine()
    } else if (opened || previous === ',') {
      newLine()
    }
    out.push(piece)
    if (piece === ':') out.push(' ')
    if (piece === '{' || piece === '[') depth += 1
    previous = piece
  }
  return out.join('')
}

/** The body laid out for reading: JSON over lines, a stream's events with their data laid out; undefined for others. */
export function prettyBody(text: string, contentType: string | null): string | undefined {
  if (contentType?.includes('event-stream') === true || /^(?:data|event|id|:)/.test(text)) {
    return prettyEvents(text)
  }
  return prettyJson(text)
}

function prettyEvents(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => {
      const data = /^data: ?(.*)$/.exec(line)?.[1]
      if (data === undefined) return line
      const pretty = prettyJson(data)
      return pretty === undefined ? line : `data: ${pretty.replaceAll('\n', '\n      ')}`
    })
    .join('\n')
}

/** A piece of JSON text, for colour. */
export interface JsonPiece {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'plain'
  readonly text: string
}

/** Cuts text that holds JSON (pretty or not, also within event lines) into coloured pieces; together they are the text. */
export function jsonPieces(text: string): JsonPiece[] {
  const pieces: JsonPiece[] = []
  let end = 0
  const token = /("(?:[^"\\\n]|\\.)*")(\s*:)?|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b|\b(?:true|false|null)\b/g
  for (const match of text.matchAll(token)) {
    if (match.index > end) pieces.push({ kind: 'plain', text: text.slice(end, match.index) })
    end = match.index + match[0].length
    const [whole, string, colon] = match
    if (string === undefined) {
      pieces.push({ kind: /^[tfn]/.test(whole) ? 'word' : 'number', text: whole })
    } else {
      pieces.push({ kind: colon === undefined ? 'string' : 'key', text: string })
      if (colon !== undefined) pieces.push({ kind: 'plain', text: colon })
    }
  }
  if (end < text.length) pieces.push({ kind: 'plain', text: text.slice(end) })
  return pieces
}
