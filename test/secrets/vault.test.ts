import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Keychain } from '../../electron/secrets/keychain.ts'
import { openSecrets } from '../../electron/secrets/open-secrets.ts'
import type { Secrets } from '../../electron/secrets/secrets.ts'
import type { SecretRecord } from '../../electron/store/store.ts'

const VALUE = 'sk-4f9c2d7e1b8a6035-naïve'
const PASSPHRASE = { GATEHOUSE_VAULT_PASSPHRASE: 'correct horse battery staple' }

const unreachable = (): Promise<never> => Promise.reject(new Error('there is no keychain here'))
/** A machine without a keychain, also where the tests run on one that has. */
const NO_KEYCHAIN: Keychain = {
  name: 'GNOME Keyring / Secret Service',
  maxBytes: 16_384,
  state: async () => ({ kind: 'absent', reason: 'there is no D-Bus session here.' }),
  read: unreachable,
  write: unreachable,
  ensure: unreachable,
  remove: unreachable
}

let dataDir: string
let records: Map<string, SecretRecord>
let notices: string[]

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-vault-'))
  records = new Map()
  notices = []
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

/** Secrets as after a start of the program; names survive in `records`, as they do in the database. */
function open(
  env: Record<string, string> = {},
  save = async (record: SecretRecord): Promise<void> => void records.set(record.name, record)
): Secrets {
  return openSecrets({
    dataDir,
    env,
    initial: [...records.values()],
    save,
    drop: async (name) => void records.delete(name),
    notice: (line) => notices.push(line),
    now: () => 1_750_000_000_000,
    keychain: NO_KEYCHAIN
  })
}

const at = (name: string): string => join(dataDir, name)
const vaultSchema = z.object({
  key: z.object({ source: z.string() }).loose(),
  records: z.record(z.string(), z.string())
})
const readVault = (): z.infer<typeof vaultSchema> =>
  vaultSchema.parse(JSON.parse(readFileSync(at('vault.json'), 'utf8')))

/** Replaces one record in the file, as somebody would who can write there. */
function alterRecord(name: string, sealed: string): void {
  const document: unknown = JSON.parse(readFileSync(at('vault.json'), 'utf8'))
  const vault = z.looseObject({ records: z.record(z.string(), z.string()) }).parse(document)
  vault.records[name] = sealed
  writeFileSync(at('vault.json'), JSON.stringify(vault))
}

const refused = (words: string): object => ({
  code: 'secret_store_unavailable',
  message: expect.stringContaining(words)
})

describe('a vault under a passphrase', () => {
  it('gives secrets back after a restart and holds none of them in the clear', async () => {
    const first = open(PASSPHRASE)
    expect(await first.write('openai', VALUE)).toEqual({
      name: 'openai',
      store: 'vault',
      created: 1_750_000_000_000
    })
    expect(await open(PASSPHRASE).read('openai')).toBe(VALUE)
    expect(readdirSync(dataDir)).toEqual(['vault.json'])
    expect(statSync(at('vault.json')).mode & 0o777).toBe(0o600)
    const text = readFileSync(at('vault.json'), 'utf8')
    expect(text).not.toContain(VALUE)
    expect(text).not.toContain(PASSPHRASE.GATEHOUSE_VAULT_PASSPHRASE)
    expect(text).not.toContain(Buffer.from(VALUE).toString('base64'))
    expect(await first.keyStore()).toEqual({
      kind: 'vault-passphrase',
      name: 'encrypted file',
      warning: null
    })
  })

  it('refuses another passphrase, for reading and for writing, and is left as it was', async () => {
    await open(PASSPHRASE).write('openai', VALUE)
    const before = readFileSync(at('vault.json'))
    const wrong = open({ GATEHOUSE_VAULT_PASSPHRASE: 'correct horse battery stable' })
    const words = 'is not the passphrase that it was made with'
    await expect(wrong.read('openai')).rejects.toMatchObject(refused(words))
    await expect(wrong.write('groq', VALUE)).rejects.toMatchObject(refused(words))
    expect(await wrong.keyStore()).toMatchObject({ kind: 'locked', warning: expect.stringContaining(words) })
    expect(readFileSync(at('vault.json')).equals(before)).toBe(true)
    expect(await open(PASSPHRASE).read('openai')).toBe(VALUE)
  })

  it('asks for the passphrase where none is set, and makes no key file instead', async () => {
    await open(PASSPHRASE).write('openai', VALUE)
    const without = open()
    await expect(without.read('openai')).rejects.toMatchObject(refused('Set GATEHOUSE_VAULT_PASSPHRASE'))
    await expect(without.write('openai', 'new')).rejects.toMatchObject(
      refused('Set GATEHOUSE_VAULT_PASSPHRASE')
    )
    expect(existsSync(at('vault.key'))).toBe(false)
  })
})

describe('a vault under a key file', () => {
  it('is made at the first secret, with one warning', async () => {
    const secrets = open()
    const before = await secrets.keyStore()
    expect(before).toMatchObject({ kind: 'vault-key-file', name: 'encrypted file' })
    expect(before.warning).toContain('whoever can read both')
    expect(readdirSync(dataDir)).toEqual([])
    await secrets.write('openai', VALUE)
    await secrets.write('groq', VALUE)
    await open().write('mistral', VALUE)
    expect(notices).toHaveLength(1)
    expect(notices[0]).toContain('vault.key')
    expect(statSync(at('vault.key')).mode & 0o777).toBe(0o600)
    expect(await open().read('groq')).toBe(VALUE)
  })

  it('refuses a passphrase, which would seem to protect it', async () => {
    await open().write('openai', VALUE)
    const before = readFileSync(at('vault.json'))
    const secrets = open(PASSPHRASE)
    await expect(secrets.read('openai')).rejects.toMatchObject(refused('its key is in the file vault.key'))
    await expect(secrets.write('openai', 'new')).rejects.toMatchObject(refused('Unset the variable'))
    expect(readFileSync(at('vault.json')).equals(before)).toBe(true)
  })

  it('that is missing is asked for and never made anew', async () => {
    await open().write('openai', VALUE)
    const key = readFileSync(at('vault.key'))
    rmSync(at('vault.key'))
    const secrets = open()
    await expect(secrets.read('openai')).rejects.toMatchObject(refused('vault.key is missing'))
    await expect(secrets.write('groq', VALUE)).rejects.toMatchObject(refused('vault.key is missing'))
    expect(await secrets.keyStore()).toMatchObject({ kind: 'locked' })
    expect(existsSync(at('vault.key'))).toBe(false)
    // Put back, it works at once.
    writeFileSync(at('vault.key'), key, { mode: 0o600 })
    expect(await secrets.read('openai')).toBe(VALUE)
  })

  it('of another vault is refused', async () => {
    await open().write('openai', VALUE)
    writeFileSync(at('vault.key'), Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 })
    await expect(open().read('openai')).rejects.toMatchObject(refused('vault.key is not the key'))
    writeFileSync(at('vault.key'), 'c2hvcnQ=', { mode: 0o600 })
    await expect(open().read('openai')).rejects.toMatchObject(refused('vault.key is damaged'))
  })

  it.each(['vault.json', 'vault.key'])(
    '%s that others may read is refused until it is closed to them',
    async (name) => {
      await open().write('openai', VALUE)
      for (const mode of [0o640, 0o604, 0o602, 0o644]) {
        chmodSync(at(name), mode)
        await expect(open().read('openai')).rejects.toMatchObject(refused(`chmod 600 "${at(name)}"`))
        await expect(open().write('groq', VALUE)).rejects.toMatchObject(refused(name))
      }
      chmodSync(at(name), 0o600)
      expect(await open().read('openai')).toBe(VALUE)
    }
  )
})

describe('a record of the vault', () => {
  it('that was changed anywhere is refused, the others stay readable, and storing it again mends it', async () => {
    const secrets = open()
    await secrets.write('openai', VALUE)
    await secrets.write('groq', VALUE)
    const sealed = Buffer.from(readVault().records['openai'] ?? '', 'base64')
    // IV, ciphertext, tag, and one cut short.
    for (const position of [0, 12, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(position) ^ 1, position)
      alterRecord('openai', changed.toString('base64'))
      await expect(secrets.read('openai')).rejects.toMatchObject(refused('changed or damaged'))
    }
    alterRecord('openai', sealed.subarray(0, 20).toString('base64'))
    await expect(secrets.read('openai')).rejects.toMatchObject(refused('changed or damaged'))
    expect(await secrets.read('groq')).toBe(VALUE)
    await secrets.write('openai', 'new')
    expect(await secrets.read('openai')).toBe('new')
  })

  it('does not open under another name', async () => {
    const secrets = open()
    await secrets.write('openai', 'of-openai')
    await secrets.write('groq', 'of-groq')
    alterRecord('groq', readVault().records['openai'] ?? '')
    await expect(secrets.read('groq')).rejects.toMatchObject(refused('The secret "groq"'))
  })

  it('has an IV of its own each time it is stored', async () => {
    const secrets = open()
    const seen = new Set<string>()
    for (let time = 0; time < 5; time += 1) {
      await secrets.write('openai', VALUE)
      seen.add(
        Buffer.from(readVault().records['openai'] ?? '', 'base64')
          .subarray(0, 12)
          .toString('hex')
      )
    }
    expect(seen.size).toBe(5)
  })

  it('may have the name of something that every object has, and any length and letters', async () => {
    const secrets = open()
    expect(await secrets.read('constructor')).toBeNull()
    expect(await secrets.remove('toString')).toBe(false)
    const large = '日本語 🔑 "\\\n'.repeat(5_000)
    await secrets.write('constructor', large)
    expect(await open().read('constructor')).toBe(large)
    await expect(secrets.write('empty', '')).rejects.toMatchObject({ code: 'invalid_request' })
  })

  it('is kept when many are stored and deleted at the same time', async () => {
    const secrets = open()
    const names = Array.from({ length: 12 }, (_, index) => `key-${index}`)
    await Promise.all(names.map((name) => secrets.write(name, `value of ${name}`)))
    await Promise.all([
      ...names.slice(6).map((name) => secrets.remove(name)),
      secrets.write('key-0', 'again')
    ])
    const later = open()
    expect(later.list().map((record) => record.name)).toEqual(names.slice(0, 6))
    expect(await later.read('key-0')).toBe('again')
    expect(await later.read('key-5')).toBe('value of key-5')
    expect(Object.keys(readVault().records).toSorted()).toEqual(names.slice(0, 6))
  })
})

describe('the vault file', () => {
  it('survives a write that a crash cut off: its remains are ignored and replaced', async () => {
    await open().write('openai', VALUE)
    writeFileSync(at('vault.json.tmp'), '{"version":1,"key":{"sour', { mode: 0o644 })
    const secrets = open()
    expect(await secrets.read('openai')).toBe(VALUE)
    await secrets.write('groq', VALUE)
    expect(readdirSync(dataDir).toSorted()).toEqual(['vault.json', 'vault.key'])
    expect(statSync(at('vault.json')).mode & 0o777).toBe(0o600)
  })

  it('is unchanged where a write fails, and the name is not recorded', async () => {
    const secrets = open()
    await secrets.write('openai', VALUE)
    const before = readFileSync(at('vault.json'))
    // A folder in the way: no file of that name can be made, whoever runs the test.
    mkdirSync(join(at('vault.json.tmp'), 'in-the-way'), { recursive: true })
    await expect(secrets.write('groq', VALUE)).rejects.toMatchObject(refused('could not be written'))
    expect(readFileSync(at('vault.json')).equals(before)).toBe(true)
    expect(secrets.list().map((record) => record.name)).toEqual(['openai'])
    rmSync(at('vault.json.tmp'), { recursive: true })
    await secrets.write('groq', VALUE)
    expect(await open().read('groq')).toBe(VALUE)
  })

  it('that can not be understood is refused, and not replaced', async () => {
    await open().write('openai', VALUE)
    for (const text of ['', '{"version":1', '{"version":2,"key":{},"records":{}}']) {
      writeFileSync(at('vault.json'), text, { mode: 0o600 })
      await expect(open().read('openai')).rejects.toMatchObject(refused('damaged'))
      await expect(open().write('groq', VALUE)).rejects.toMatchObject(refused('damaged'))
      expect(readFileSync(at('vault.json'), 'utf8')).toBe(text)
    }
  })

  it('that is missing is an error for the secrets in it, and may be begun anew', async () => {
    await open().write('openai', VALUE)
    rmSync(at('vault.json'))
    const secrets = open()
    await expect(secrets.read('openai')).rejects.toMatchObject(refused('that file is missing'))
    await secrets.write('openai', 'new')
    expect(await secrets.read('openai')).toBe('new')
  })

  it('goes with its last secret, so that the next one may have another key', async () => {
    const secrets = open()
    await secrets.write('openai', VALUE)
    expect(await secrets.remove('openai')).toBe(true)
    expect(await secrets.read('openai')).toBeNull()
    expect(existsSync(at('vault.json'))).toBe(false)
    await open(PASSPHRASE).write('openai', VALUE)
    expect(readVault().key.source).toBe('passphrase')
  })

  it('keeps no value whose name could not be recorded', async () => {
    const failing = open({}, () => Promise.reject(new Error('disk full')))
    await expect(failing.write('openai', VALUE)).rejects.toThrow('disk full')
    expect(failing.list()).toEqual([])
    expect(existsSync(at('vault.json'))).toBe(false)
  })
})
