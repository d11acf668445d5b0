import type { Fields } from '../../electron/dialects/json.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'

/** What a client of each dialect adds to its request for a row of docs/translation.md, the first dialect that can before others. */
export type Probe = Partial<Readonly<Record<DialectId, Fields>>>

/** Probes by table (its heading) and row (its first cell). */
export type Probes = Readonly<Record<string, Readonly<Record<string, Probe>>>>

export const PNG = 'iVBORw0KGgo='
export const PDF = 'JVBERi0='
export const SCHEMA: Fields = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false
}

export const user = (content: unknown): Fields => ({ role: 'user', content })
export const assistant = (content: unknown): Fields => ({ role: 'assistant', content })
/** Contents of Gemini's two sides. */
export const model = (...parts: Fields[]): Fields => ({ role: 'model', parts })
export const person = (...parts: Fields[]): Fields => ({ role: 'user', parts })
export const image: Fields = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } }
export const document: Fields = {
  type: 'document',
  source: { type: 'base64', media_type: 'application/pdf', data: PDF }
}
