import { renameSync } from 'node:fs'
import { join } from 'node:path'
import Store from 'electron-store'
import type { Settings } from '../../shared/config/settings.ts'
import type { SettingsPort } from '../app/ports.ts'
import { settingsFrom } from '../app/settings-file.ts'

/** Called before a change is saved; what it throws refuses the change. */
type ChangeListener = (after: Settings, before: Settings) => void

/** Settings of this machine that tell whoever listens about a change. */
export interface DesktopSettings extends SettingsPort {
  beforeChange(listener: ChangeListener): void
}

/**
 * Settings in `settings.json` of the data dir, by electron-store; the headless host reads and writes the same file.
 * electron-store reads the file at each `get`: one process owns the data dir, so a copy in memory says the same.
 */
export function openSettings(dataDir: string, notice: (line: string) => void): DesktopSettings {
  const store = openStore(dataDir, notice)
  const { settings, unusable } = settingsFrom(store.store)
  if (unusable.length > 0) notice(`${store.path}: the defaults are used for ${unusable.join(', ')}.`)
  let current = settings
  const listeners: ChangeListener[] = []
  return {
    get: () => current,
    set(patch) {
      const before = current
      const after = { ...before, ...patch }
      for (const listener of listeners) listener(after, before)
      store.store = after
      current = after
      return after
    },
    beforeChange: (listener) => void listeners.push(listener)
  }
}

function openStore(dataDir: string, notice: (line: string) => void): Store {
  const open = (): Store => new Store({ cwd: dataDir, name: 'settings', configFileMode: 0o600 })
  try {
    return open()
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // Not thrown away: somebody edited it by hand and may want it back.
    const path = join(dataDir, 'settings.json')
    const aside = `${path}.broken`
    renameSync(path, aside)
    notice(`${path} is not JSON; it was put aside as ${aside}, and the defaults are used.`)
    return open()
  }
}
