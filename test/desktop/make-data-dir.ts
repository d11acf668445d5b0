import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A data dir that is thrown away, whose settings name a port that was free a moment ago. */
export async function makeDataDir(
  settings: Readonly<Record<string, unknown>> = {}
): Promise<{ readonly path: string; readonly port: number; remove(): void }> {
  const path = mkdtempSync(join(tmpdir(), 'gatehouse-data-'))
  const port = await freePort()
  writeFileSync(join(path, 'settings.json'), JSON.stringify({ gateway_port: port, ...settings }))
  return { path, port, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
