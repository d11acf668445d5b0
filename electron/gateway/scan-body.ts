import { GatehouseError } from '../../shared/errors.ts'

/** Where a top-level member of a JSON object lies: byte offsets of its value. */
export interface Member {
  readonly start: number
  readonly end: number
  /** Byte offset of the member's key, its quote included. */
  readonly keyStart: number
}

/** What one pass over a request body finds: nothing is parsed but keys. */
export interface BodyScan {
  readonly members: ReadonlyMap<string, Member>
  /** End offset of each element of the array named by `listOf`; empty where there is no such array. */
  readonly itemEnds: readonly number[]
  /** Offset of the object's closing brace. */
  readonly closeAt: number
}

/** No API has a hundredth of it; a body of nothing but keys would keep everybody else waiting. */
const MEMBERS_MAX = 10_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d

/**
 * One scan of a JSON object for the spans of its top-level members and of the elements of its list of messages. It
 * lets a body pass through byte for byte: at 100 KB a scan costs half of a parse, and nothing is built for the
 * collector. Refuses what is not an object (`invalid_json`) and keys that repeat (`duplicate_key`): a provider may
 * read the one that Gatehouse did not check. Keys that differ in case alone repeat, too: servers written in Go, such as
 * Ollama, take `Model` for `model`. In a reply, nothing hangs on it (`take-last`). Values deeper down are checked for
 * balance, not parsed.
 */
export function scanBody(body: Buffer, listOf: string, repeats: 'refuse' | 'take-last' = 'refuse'): BodyScan {
  // Latin-1 keeps one character a byte, so offsets in the text are offsets in the body, and string search is native.
  const text = body.toString('latin1')
  const scanner = new Scanner(text)
  const members = new Map<string, Member>()
  const folded = new Set<string>()
  let itemEnds: number[] = []

  let at = scanner.skipSpace(0)
  if (text.charCodeAt(at) !== OPEN_BRACE) scanner.fail(at, 'expected a JSON object')
  at = scanner.skipSpace(at + 1)
  let first = true
  while (text.charCodeAt(at) !== CLOSE_BRACE) {
    if (!first) {
      if (text.charCodeAt(at) !== COMMA) scanner.fail(at, 'expected "," or "}"')
      at = scanner.skipSpace(at + 1)
    }
    first = false
    const keyStart = at
    if (text.charCodeAt(at) !== QUOTE) scanner.fail(at, 'expected a key in double quotes')
    at = scanner.skipString(at)
    const key = readKey(body, text, keyStart, at)
    at = scanner.skipSpace(at)
    if (text.charCodeAt(at) !== COLON) scanner.fail(at, 'expected ":"')
    at = scanner.skipSpace(at + 1)
    const start = at
    if (repeats === 'refuse' && folded.size === folded.add(foldCase(key)).size) {
      throw new GatehouseError(
        'duplicate_key',
        `The request body has the key ${JSON.stringify(key)} twice. Send it once: which of the two counts differs between servers.`
      )
    }
    if (key === listOf && text.charCodeAt(at) === OPEN_BRACKET) {
      itemEnds = []
      at = scanner.skipList(at, itemEnds)
    } else {
      at = scanner.skipValue(at)
    }
    members.set(key, { start, end: at, keyStart })
    if (members.size > MEMBERS_MAX) {
      throw new GatehouseError(
        'invalid_request',
        `The request body has more than ${MEMBERS_MAX} keys at its top level.`
      )
    }
    at = scanner.skipSpace(at)
  }
  const closeAt = at
  at = scanner.skipSpace(at + 1)
  if (at < text.length) scanner.fail(at, 'expected nothing after the closing "}"')
  return { members, itemEnds, closeAt }
}

/** By way of upper case, since there are letters that meet others only there: the long s is an S. */
function foldCase(key: string): string {
  return key.toUpperCase().toLowerCase()
}

/** The key as the provider's parser would see it: escapes resolved, so that `"mod\u0065l"` is `model`. */
function readKey(body: Buffer, text: string, start: number, end: number): string {
  const plain = text.slice(start + 1, end - 1)
  if (/^[\x20-\x5b\x5d-\x7e]*$/.test(plain)) return plain
  try {
    const key: unknown = JSON.parse(body.toString('utf8', start, end))
    if (typeof key === 'string') return key
  } catch (error) {
    throw new GatehouseError(
      'invalid_json',
      `The request body is not valid JSON: bad key at byte ${start}.`,
      { cause: error }
    )
  }
  throw new GatehouseError('invalid_json', `The request body is not valid JSON: bad key at byte ${start}.`)
}

class Scanner {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  fail(at: number, expected: string): never {
    const where = at >= this.#text.length ? 'the body ends too early' : `at byte ${at}`
    throw new GatehouseError('invalid_json', `The request body is not valid JSON (${where}: ${expected}).`)
  }

  skipSpace(from: number): number {
    let at = from
    for (;;) {
      const code = this.#text.charCodeAt(at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at
      at++
    }
  }

  /** From an opening quote to just after the closing one. */
  skipString(from: number): number {
    let at = from + 1
    for (;;) {
      const quote = this.#text.indexOf('"', at)
      if (quote < 0) this.fail(this.#text.length, 'a string is not closed')
      let slashes = 0
      while (this.#text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++
      if (slashes % 2 === 0) return quote + 1
      at = quote + 1
    }
  }

  skipValue(at: number): number {
    const code = this.#text.charCodeAt(at)
    if (code === QUOTE) return this.skipString(at)
    if (code === OPEN_BRACE || code === OPEN_BRACKET) return this.#skipNested(at)
    return this.#skipScalar(at)
  }

  /** Over an array, noting where each element ends. */
  skipList(from: number, ends: number[]): number {
    let at = this.skipSpace(from + 1)
    if (this.#text.charCodeAt(at) === CLOSE_BRACKET) return at + 1
    for (;;) {
      at = this.skipValue(at)
      ends.push(at)
      at = this.skipSpace(at)
      const code = this.#text.charCodeAt(at)
      if (code === CLOSE_BRACKET) return at + 1
      if (code !== COMMA) this.fail(at, 'expected "," or "]"')
      at = this.skipSpace(at + 1)
    }
  }

  #skipScalar(from: number): number {
    let at = from
    while (at < this.#text.length && !isDelimiter(this.#text.charCodeAt(at))) at++
    try {
      JSON.parse(this.#text.slice(from, at))
    } catch {
      this.fail(from, 'expected a value')
    }
    return at
  }

  #skipNested(from: number): number {
    const closers: number[] = []
    let at = from
    for (;;) {
      const code = this.#text.charCodeAt(at)
      if (code === QUOTE) {
        at = this.skipString(at)
        continue
      }
      if (code === OPEN_BRACE) closers.push(CLOSE_BRACE)
      else if (code === OPEN_BRACKET) closers.push(CLOSE_BRACKET)
      else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        if (closers.pop() !== code) this.fail(at, 'a bracket does not match')
        if (closers.length === 0) return at + 1
      } else if (Number.isNaN(code)) this.fail(at, 'a bracket is not closed')
      at++
    }
  }
}

function isDelimiter(code: number): boolean {
  return code === COMMA || code === CLOSE_BRACE || code === CLOSE_BRACKET || code <= 0x20
}
