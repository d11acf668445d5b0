import { z } from 'zod'
import { documentSchema } from '../shared/config/document.ts'

/** The configuration document as JSON Schema, for editors: the text of `docs/gateway.schema.json`. */
export function documentJsonSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(documentSchema, { io: 'input' })
  const document = { $schema, title: 'Gatehouse configuration', ...schema }
  return `${JSON.stringify(document, null, 2)}\n`
}
