import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  anything as anyValue,
  assert,
  constantFrom,
  dictionary,
  integer,
  oneof,
  property,
  record
} from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSettingsFile, settingsFrom } from '../../electron/app/settings-file.ts'
import { DEFAULT_SETTINGS } from '../../shared/config/default-settings.ts'
import { settingsSchema } from '../../shared/config/settings.ts'

let dataDir: string
let notices: string[]
const notice = (line: string) => void notices.push(line)

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-settings-'))
  notices = []
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

describe('the settings file', () => {
  it('is not needed: the defaults hold, and reading makes no file', () => {
    expect(openSettingsFile(dataDir, notice).get()).toEqual(DEFAULT_SETTINGS)
    expect(readdirSync(dataDir)).toEqual([])
  })

  it('keeps what was set, for this user alone', () => {
    openSettingsFile(dataDir, notice).set({ gateway_port: 7000, theme: 'dark' })
    const again = openSettingsFile(dataDir, notice).get()
    expect(again).toEqual({ ...DEFAULT_SETTINGS, gateway_port: 7000, theme: 'dark' })
    expect(readdirSync(dataDir)).toEqual(['settings.json'])
    expect(statSync(join(dataDir, 'settings.json')).mode & 0o777).toBe(0o600)
  })

  it('names a field that it can not use, and keeps the others', () => {
    writeFileSync(join(dataDir, 'settings.json'), '{"theme":"drak","gateway_port":7000,"keep_log_days":-1}')
    const settings = openSettingsFile(dataDir, notice).get()
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, gateway_port: 7000 })
    expect(notices.join()).toContain('theme, keep_log_days')
  })

  it('is put aside where it is not JSON, and a new one can be written', () => {
    writeFileSync(join(dataDir, 'settings.json'), '{"theme":')
    const settings = openSettingsFile(dataDir, notice)
    settings.set({ theme: 'light' })
    expect(readFileSync(join(dataDir, 'settings.json.broken'), 'utf8')).toBe('{"theme":')
    expect(openSettingsFile(dataDir, notice).get().theme).toBe('light')
    expect(notices.join()).toContain('put aside')
  })
})

describe('the rules of the settings, written out for a fast start', () => {
  const field = oneof(
    constantFrom('system', 'dark', true, false, null, 0, 1, 6480, 65_535, 65_536, -1, 1.5, '6480'),
    record({ width: anyValue(), height: anyValue(), x: integer() }, { requiredKeys: [] })
  )
  const objects = dictionary(constantFrom(...Object.keys(DEFAULT_SETTINGS), 'else'), field)

  it('let nothing through that the schema refuses, and change nothing that it takes', () => {
    assert(
      property(objects, (value) => {
        const { settings, unusable } = settingsFrom(value)
        expect(settingsSchema.safeParse(settings).success).toBe(true)
        const whole = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, ...value })
        const found = { settings, unusable }
        expect(found).toEqual(whole.success ? { settings: whole.data, unusable: [] } : found)
        for (const name of unusable) {
          expect(settingsSchema.safeParse({ ...DEFAULT_SETTINGS, [name]: value[name] }).success).toBe(false)
        }
      })
    )
  })
})
