import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { PROVIDERS } from '../../electron/providers/all-providers.ts'
import { providersPage } from '../../scripts/providers-page.ts'

it('publishes a page of the providers that is that of the catalogue (else run `npm run providers-doc`)', async () => {
  const published = await readFile(resolve(import.meta.dirname, '../../docs/providers.md'), 'utf8')
  expect(published).toBe(providersPage())
})

it('has a row for each provider', () => {
  for (const { name } of PROVIDERS.values()) expect(providersPage()).toContain(`\n| ${name} `)
})
