import { serveControlSocket } from '../app/control-socket.ts'
import { createApp, type App } from '../app/create-app.ts'
import { heldBy, lockDataDir } from '../app/data-dir-lock.ts'
import { prepareDataDir } from '../app/data-dir.ts'
import { systemClock } from '../app/system-clock.ts'
import { VERSION } from '../app/version.ts'
import { notice, wordsOf } from './notice.ts'
import { openSettings, type DesktopSettings } from './open-settings.ts'

/** Everything behind the window, running. */
export interface Gatehouse {
  readonly control: App['control']
  readonly settings: DesktopSettings
  /** Base URL for apps, with `/v1`; null where the port could not be had. */
  readonly baseUrl: string | null
  /** Lets requests under way finish, writes the log out and gives the data dir free. */
  close(): Promise<void>
}

/**
 * Takes the data dir, builds the app in it, and opens the gateway and the socket of the command line. Throws in words
 * where another process has the data dir or it can't be used. A gateway that can't have its port is no reason to stop:
 * the window says what is wrong and how to go on.
 */
export async function openGatehouse(dataDir: string, rendererDir: string): Promise<Gatehouse> {
  prepareDataDir(dataDir, notice)
  const claim = await lockDataDir(dataDir, 'window')
  if (!claim.held) throw heldBy(claim.holder, dataDir)
  const settings = openSettings(dataDir, notice)
  const app = await createApp({
    host: 'desktop',
    version: VERSION,
    dataDir,
    rendererDir,
    env: process.env,
    clock: systemClock,
    settings,
    loginLink: () => null,
    notice
  })
  const baseUrl = await listen(app, settings.get().gateway_port)
  const socket = await serveControlSocket({
    path: claim.lock.record.socket,
    dataDir,
    control: (request) => app.control(request, { door: 'socket' }),
    onError: (error) => notice(`The command line could not be answered: ${wordsOf(error)}`)
  })
  return {
    control: app.control,
    settings,
    baseUrl,
    async close() {
      await app.close()
      await socket.close()
      claim.lock.release()
    }
  }
}

async function listen(app: App, port: number): Promise<string | null> {
  try {
    return (await app.listen({ port })).url
  } catch (error) {
    notice(`The gateway is not running: ${wordsOf(error)}`)
    return null
  }
}
