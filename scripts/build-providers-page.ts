import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { providersPage } from './providers-page.ts'

// Run after a change of the catalogue: `npm run providers-doc`.
await writeFile(resolve(import.meta.dirname, '../docs/providers.md'), providersPage())
