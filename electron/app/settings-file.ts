import { randomUUID } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_SETTINGS } from '../../shared/config/default-settings.ts'
import type { Settings } from '../../shared/config/settings.ts'
import type { SettingsPort } from './ports.ts'

/**
 * The settings in `settings.json` of the data folder. A field that can't be used falls back to its default and is
 * named in a notice: a slip in a theme must not keep the gateway from starting.
 */
export function openSettingsFile(dataDir: string, notice: (line: string) => void): SettingsPort {
  const path = join(dataDir, 'settings.json')
  let settings = load(path, notice)
  return {
    get: () => settings,
    set: (patch) => {
      const next = { ...settings, ...patch }
      replaceFile(path, `${JSON.stringify(next, null, 2)}\n`)
      settings = next
      return settings
    }
  }
}

/**
 * The settings of a value read from a file, and the names of the fields that were not usable. The same rules as
 * `settingsSchema`, written out, since zod would cost a start more than everything else here.
 */
export function settingsFrom(value: unknown): { settings: Settings; unusable: readonly string[] } {
  const fields: Record<string, unknown> = isRecord(value) ? value : {}
  const unusable: string[] = []
  const take = <K extends keyof Settings>(name: K, usable: (value: unknown) => value is Settings[K]) => {
    const found = fields[name]
    if (usable(found)) return found
    if (found !== undefined) unusable.push(name)
    return DEFAULT_SETTINGS[name]
  }
  const settings: Settings = {
    theme: take('theme', (found) => found === 'system' || found === 'light' || found === 'dark'),
    gateway_port: take('gateway_port', (found): found is number => isInt(found, 1, 65_535)),
    dashboard_port: take('dashboard_port', (found): found is number => isInt(found, 1, 65_535)),
    launch_at_login: take('launch_at_login', (found) => typeof found === 'boolean'),
    keep_log_days: take('keep_log_days', (found): found is number => isInt(found, 0, 3650)),
    window: take('window', isWindow)
  }
  return { settings, unusable }
}

function load(path: string, notice: (line: string) => void): Settings {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return DEFAULT_SETTINGS
    throw error
  }
  try {
    const { settings, unusable } = settingsFrom(JSON.parse(text))
    if (unusable.length > 0) notice(`${path}: the defaults are used for ${unusable.join(', ')}.`)
    return settings
  } catch {
    const aside = `${path}.broken`
    renameSync(path, aside)
    notice(`${path} is not JSON; it was put aside as ${aside}, and the defaults are used.`)
    return DEFAULT_SETTINGS
  }
}

/** Whole or not at all, also where the machine stops in the middle. */
function replaceFile(path: string, text: string): void {
  const draft = `${path}.${randomUUID()}`
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true })
    renameSync(draft, path)
  } finally {
    rmSync(draft, { force: true })
  }
}

function isWindow(value: unknown): value is Settings['window'] {
  if (value === null) return true
  if (!isRecord(value)) return false
  const place = [value['x'], value['y']].every((found) => found === undefined || isInt(found))
  return place && isInt(value['width']) && isInt(value['height'])
}

function isInt(value: unknown, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
