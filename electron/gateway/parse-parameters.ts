/** A header such as `form-data; name="model"`: what stands first, in lower case, and the parameters behind it. */
export interface ParameterisedHeader {
  readonly value: string
  /** Names in lower case, in their order; quotes are taken off. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
}

const FIRST = /^[ \t]*([^\s;",\\]+)/
const PARAMETER =
  /[ \t]*;[ \t]*([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:"((?:[^"\\\r\n]|\\[^\r\n])*)"|([^\s;",\\]+))/y
const END = /[ \t]*;?[ \t]*$/y

/**
 * null where it is not well formed, or where servers would disagree on it: a backslash before a quote keeps a quoted text
 * open for those that go by RFC 2183, and not for those that go by what browsers send (`%22`), so that a parameter could
 * stand in it that only the others see.
 */
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
  const isAmbiguous = header.includes('\\"') && parameters.some(([, text]) => text.includes(';'))
  if (isAmbiguous) return null
  END.lastIndex = at
  return END.test(header) ? { value: value.toLowerCase(), parameters } : null
}
