import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { documentJsonSchema } from '../../scripts/document-json-schema.ts'

it('publishes a JSON Schema that is that of the document (else run `node scripts/build-schema.ts`)', async () => {
  const published = await readFile(resolve(import.meta.dirname, '../../docs/gateway.schema.json'), 'utf8')
  expect(published).toBe(documentJsonSchema())
})
