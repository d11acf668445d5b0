/** Longest form of a number below 2^53 in seven-bit groups. */
export const VARINT_MAX_BYTES = 8

/** Writes a whole number (0 or more) in seven-bit groups, lowest first; returns where the next byte goes. */
export function writeVarint(into: Uint8Array, at: number, value: number): number {
  let rest = value
  let next = at
  while (rest >= 0x80) {
    into[next] = (rest % 0x80) | 0x80
    rest = Math.floor(rest / 0x80)
    next += 1
  }
  into[next] = rest
  return next + 1
}

/** Whole numbers of either sign as numbers of 0 or more, small ones staying small. */
export function zigzag(value: number): number {
  return value < 0 ? -value * 2 - 1 : value * 2
}

export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}

/** Reads what `writeVarint` wrote, from front to back. */
export class VarintReader {
  readonly #bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  next(): number {
    let value = 0
    let scale = 1
    for (;;) {
      const byte = this.#bytes[this.at]
      if (byte === undefined) throw new RangeError('a stored reply ends too early')
      this.at += 1
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
      scale *= 0x80
    }
  }

  /** `count` numbers in a row. */
  list(count: number): number[] {
    return Array.from({ length: count }, () => this.next())
  }
}
