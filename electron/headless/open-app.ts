import type { App } from '../app/create-app.ts'
import { openSettingsFile } from '../app/settings-file.ts'
import type { SettingsPort } from '../app/ports.ts'
import { systemClock } from '../app/system-clock.ts'
import { VERSION } from '../app/version.ts'
import { findRendererDir } from './find-renderer-dir.ts'

export interface OpenedApp {
  readonly app: App
  readonly settings: SettingsPort
}

/** Builds the app in this process, which must hold the lock of the data folder. Nothing listens yet. */
export async function openApp(options: {
  readonly dataDir: string
  readonly loginLink: () => string | null
  readonly notice: (line: string) => void
}): Promise<OpenedApp> {
  const { dataDir, loginLink, notice } = options
  const settings = openSettingsFile(dataDir, notice)
  const { createApp } = await import('../app/create-app.ts')
  const app = await createApp({
    host: 'headless',
    version: VERSION,
    dataDir,
    rendererDir: findRendererDir(),
    env: process.env,
    clock: systemClock,
    settings,
    loginLink,
    notice
  })
  return { app, settings }
}
