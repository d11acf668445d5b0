import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Marks the fuse wire in every Electron binary: https://www.electronjs.org/docs/latest/tutorial/fuses */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** In the order of the wire, version 1. */
const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges'
] as const

/**
 * Writes a folder that electron-builder takes for an unpacked Electron: the files that it looks for, and a "binary" that
 * is nothing but a fuse wire with every fuse as a fresh Electron has it.
 */
export function writeStubElectron(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const wire = FUSES.map((name) => (name === 'runAsNode' ? '1' : '0')).join('')
  const binary = Buffer.concat([
    Buffer.from(`\x7fELF stands for an Electron ${FUSE_SENTINEL}`),
    Buffer.from([1, FUSES.length]),
    Buffer.from(wire)
  ])
  writeFileSync(join(folder, 'electron'), binary)
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'version'), version)
  for (const name of [
    'LICENSE',
    'LICENSES.chromium.html',
    'chrome-sandbox',
    'chrome_crashpad_handler',
    'resources.pak'
  ]) {
    writeFileSync(join(folder, name), name)
  }
}

/** The fuses of a binary, on or off. */
export function readFuses(binary: string): Readonly<Record<string, boolean>> {
  const bytes = readFileSync(binary)
  const start = bytes.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2
  return Object.fromEntries(FUSES.map((name, index) => [name, bytes[start + index] === '1'.charCodeAt(0)]))
}
