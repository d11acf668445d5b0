import { isObject, parsed, type Json } from './walk-json.ts'

/** One server-sent event as plain text parts. */
export interface PlainEvent {
  readonly name: string
  readonly data: string
}

/** Server-sent events of a whole text, read in the plainest way. */
export function plainEvents(text: string): readonly PlainEvent[] {
  return text.split(/\r\n\r\n|\n\n|\r\r/).flatMap((block) => {
    const lines = block.split(/\r\n|\n|\r/)
    const valueOf = (name: string): readonly string[] =>
      lines
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
    const data = valueOf('data')
    return data.length === 0 ? [] : [{ name: valueOf('event').at(-1) ?? '', data: data.join('\n') }]
  })
}

/** The events' objects; what is no object (`[DONE]`, a broken line) is left out. */
export function plainObjects(text: string): readonly Json[] {
  return plainEvents(text).flatMap(({ data }) => {
    const value = parsed(data)
    return isObject(value) ? [value] : []
  })
}
