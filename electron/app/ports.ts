import type { Settings } from '../../shared/config/settings.ts'

/** Time, so that tests can hold it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Milliseconds of a clock that never goes back. */
  monotonic(): number
}

/** Settings of this machine: electron-store in the desktop host, a JSON file in the headless one. */
export interface SettingsPort {
  get(): Settings
  set(patch: Partial<Settings>): Settings
}

/** What a host may vary; everything else is the same in both. */
export interface Ports {
  readonly host: 'desktop' | 'headless'
  readonly version: string
  /** Exists, mode 0700, and is locked by this process. */
  readonly dataDir: string
  /** Folder of the built window (index.html and assets). */
  readonly rendererDir: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly settings: SettingsPort
  /** A fresh, once-only link to the dashboard; null where the host shows a window instead. */
  readonly loginLink: () => string | null
  /** A line for the person running the program (stderr); never secrets or prompt text. */
  readonly notice: (line: string) => void
}
