import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A headless Chromium that anyone with its address may drive. */
export interface Chromium {
  /** `webSocketDebuggerUrl`. */
  readonly url: string
  stop(): Promise<void>
}

const STARTS_WITHIN_MS = 20_000
const LOOK_EVERY_MS = 25

/** Starts Debian's Chromium, or the one that CHROMIUM names, with a profile of its own. */
export async function startChromium(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'gatehouse-chromium-'))
  const child = spawn(
    process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    [
      '--headless=new',
      // Test machines run as root or without user namespaces.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank'
    ],
    { stdio: 'ignore' }
  )
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      child.kill()
      await exited
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
  const portFile = join(profile, 'DevToolsActivePort')
  for (let waited = 0; waited < STARTS_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const [port, path] = existsSync(portFile) ? readFileSync(portFile, 'utf8').split('\n') : []
    if (path !== undefined && path !== '') return { url: `ws://127.0.0.1:${port}${path}`, stop }
    await sleep(LOOK_EVERY_MS)
  }
  await stop()
  throw new Error('Chromium did not open its debugging port: install it with `apt-get install chromium`.')
}
