/** A header such as `form-data; name="model"`: what stands first, in lower case, and the parameters behind it. */
export interface ParameterisedHeader {
  readonly value: string
  /** Names in lower case, in their order; quotes are taken off. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

const FIRST = /^[ \t]*([^\s;",\\]+)/
/**
 * A quote may not be escaped by a backslash: for RFC 7578's readers the text goes on behind it, for browsers and those
 * that read as they write (`%22`) it ends there, and a parameter could stand in it that only the others see.
 */
const PARAMETER =
  /[ \t]*;[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:"((?:[^"\\\r\n]|\\[^"\r\n])*)"|([^\s;",\\]+))/y
const END = /[ \t]*;?[ \t]*$/y

/** null where it is not well formed: what servers disagree on how to read is not read at all. */
export function parseParameters(header: string): ParameterisedHeader | null {
  const [first, value] = FIRST.exec(header) ?? []
  if (first === undefined || value === undefined) return null
  const parameters: (readonly [string, string])[] = []
  let at = first.length
  for (;;) {
    PARAMETER.lastIndex = at
    const [whole, name, quoted, bare] = PARAMETER.exec(header) ?? []
    if (whole === undefined || name === undefined) break
    parameters.push([name.toLowerCase(), quoted ?? bare ?? ''])
    at += whole.length
  }
  END.lastIndex = at
  return END.test(header) ? { value: value.toLowerCase(), parameters } : null
}
