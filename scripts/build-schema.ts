import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { documentJsonSchema } from './document-json-schema.ts'

// Run after a change of shared/config/document.ts: `node scripts/build-schema.ts`.
await writeFile(resolve(import.meta.dirname, '../docs/gateway.schema.json'), documentJsonSchema())
