/** A small exchange like real ones: what a client sent, what it got whole, and the same as a stream. */
export interface Exchange {
  readonly endpoint: string
  readonly request: object
  readonly reply: object
  readonly stream: string
}

/** A picture of one pixel. */
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** What a tool takes that reads a file. */
export const SCHEMA = { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] }

/** Server-sent events without names. */
export function dataEvents(...events: readonly object[]): string {
  return events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
}

/** Server-sent events that are named for their type. */
export function namedEvents(...events: readonly object[]): string {
  return events
    .map((event) => `event: ${'type' in event ? String(event.type) : ''}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('')
}
