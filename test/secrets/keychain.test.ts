import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Keyring, missingForKeyring, startKeyring } from '../with-keyring.ts'
import { type SecretsProcess, startSecretsProcess } from './secrets-process.ts'

const missing = missingForKeyring()
if (missing !== null) console.warn(`skipped, the keychain's tests: ${missing}`)

const VALUE = 'sk-4f9c2d7e1b8a6035-naïve-日本語'

describe.skipIf(missing !== null)('a key in the Secret Service', () => {
  let dataDir: string
  let keyring: Keyring
  let started: SecretsProcess[]

  beforeEach(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'))
    keyring = await startKeyring()
    started = []
  })
  afterEach(async () => {
    keyring.freeze(false)
    try {
      for (const secrets of started) await secrets.close()
    } finally {
      await keyring.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })

  async function open(
    env: Record<string, string | undefined> = keyring.env,
    folder = dataDir
  ): Promise<SecretsProcess> {
    const secrets = await startSecretsProcess(folder, env)
    started.push(secrets)
    return secrets
  }

  it('comes back in a later process, and is gone once deleted', async () => {
    const first = await open()
    expect(await first.keyStore()).toEqual({
      kind: 'keychain',
      name: 'GNOME Keyring / Secret Service',
      warning: null
    })
    expect(await first.write('openai', VALUE)).toMatchObject({ name: 'openai', store: 'keychain' })
    expect(await first.write('openai', `${VALUE}-2`)).toMatchObject({ store: 'keychain' })
    await first.close()

    const second = await open()
    expect(await second.read('openai')).toBe(`${VALUE}-2`)
    expect(await second.read('groq')).toBeNull()
    expect(await second.remove('openai')).toBe(true)
    expect(await second.remove('openai')).toBe(false)
    expect(await second.read('openai')).toBeNull()
    expect(await second.list()).toEqual([])
  })

  it('is in no file of the data folder, in no encoding of it', async () => {
    const secrets = await open()
    await secrets.write('openai', VALUE)
    const bytes = Buffer.from(VALUE)
    const forms = [VALUE, bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile()
    )
    // The scan has something to look at: the names are there.
    expect(files.map((file) => file.name).toSorted()).toEqual(['instance-id', 'records.json'])
    for (const file of files) {
      const content = readFileSync(join(file.parentPath, file.name))
      const found = [...forms, Buffer.from(VALUE, 'utf16le')].filter((form) => content.includes(form))
      expect({ file: file.name, found }).toEqual({ file: file.name, found: [] })
    }
  })

  it('belongs to one data folder: another one has its own of the same name', async () => {
    const other = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'))
    try {
      const one = await open()
      const two = await open(keyring.env, other)
      await one.write('openai', 'of-the-first')
      await two.write('openai', 'of-the-second')
      await two.remove('openai')
      expect(await one.read('openai')).toBe('of-the-first')
    } finally {
      rmSync(other, { recursive: true, force: true })
    }
  })

  it('that is locked is reported as unavailable, not as missing', async () => {
    const secrets = await open()
    await secrets.write('openai', VALUE)
    await keyring.lock()
    await expect(secrets.read('openai')).rejects.toMatchObject({
      code: 'secret_store_unavailable',
      message: expect.stringContaining('it is locked')
    })
    await expect(secrets.remove('openai')).rejects.toMatchObject({ code: 'secret_store_unavailable' })
    expect(await secrets.list()).toMatchObject([{ name: 'openai', store: 'keychain' }])

    // A process that finds it locked from the start must not take "no such entry" for an answer either.
    const later = await open()
    await expect(later.read('openai')).rejects.toMatchObject({ code: 'secret_store_unavailable' })
    const store = await later.keyStore()
    expect(store).toMatchObject({ kind: 'locked', name: 'GNOME Keyring / Secret Service' })
    expect(store.warning).toContain("1 secret in it can't be read until then")
  })

  it('is not moved into a file because the keychain is locked', async () => {
    await keyring.lock()
    const secrets = await open()
    await expect(secrets.write('openai', VALUE)).rejects.toMatchObject({
      code: 'secret_store_unavailable',
      message: expect.stringContaining('GATEHOUSE_VAULT_PASSPHRASE')
    })
    expect(readdirSync(dataDir)).toEqual([])

    const withPassphrase = await open({ ...keyring.env, GATEHOUSE_VAULT_PASSPHRASE: 'correct horse' })
    expect(await withPassphrase.write('openai', VALUE)).toMatchObject({ store: 'vault' })
    expect(await withPassphrase.read('openai')).toBe(VALUE)
  })

  it('is unavailable once the bus is gone, and where there is none', async () => {
    const secrets = await open()
    await secrets.write('openai', VALUE)
    await keyring.endBus()
    await expect(secrets.read('openai')).rejects.toMatchObject({
      code: 'secret_store_unavailable',
      message: expect.stringContaining('no Secret Service')
    })

    const without = await open({ PATH: process.env['PATH'] })
    await expect(without.read('openai')).rejects.toMatchObject({ code: 'secret_store_unavailable' })
    expect(await without.keyStore()).toMatchObject({ kind: 'locked' })
    // A key file would be made behind the back of somebody who has a keychain.
    await expect(without.write('groq', VALUE)).rejects.toMatchObject({ code: 'secret_store_unavailable' })
  })

  it('is readable again, with word of it, when a service that hung goes on', async () => {
    const secrets = await open()
    await secrets.write('openai', VALUE)
    keyring.freeze(true)
    await expect(secrets.read('openai')).rejects.toMatchObject({ message: expect.stringContaining('hangs') })
    // Nothing is asked of it for a while: the second refusal is the remembered one.
    await expect(secrets.read('openai')).rejects.toMatchObject({ code: 'secret_store_unavailable' })
    keyring.freeze(false)
    await secrets.passTime(60_000)
    expect(await secrets.read('openai')).toBe(VALUE)
    expect((await secrets.notices()).recovered).toBe(1)
  })

  it('goes to the vault when it is too large for an entry, and the key of the vault to the keychain', async () => {
    const large = `${VALUE}${'x'.repeat(40_000)}`
    const first = await open()
    expect(await first.write('service-account', large)).toMatchObject({ store: 'vault' })
    expect(await first.write('openai', VALUE)).toMatchObject({ store: 'keychain' })
    expect(JSON.parse(readFileSync(join(dataDir, 'vault.json'), 'utf8'))).toMatchObject({
      key: { source: 'keychain' }
    })
    expect(readdirSync(dataDir)).not.toContain('vault.key')
    expect(await first.keyStore()).toMatchObject({ kind: 'keychain', warning: null })
    await first.close()

    const passphrase = await open({ ...keyring.env, GATEHOUSE_VAULT_PASSPHRASE: 'correct horse' })
    await expect(passphrase.read('service-account')).rejects.toMatchObject({
      message: expect.stringContaining('its key is in the OS keychain')
    })

    const second = await open()
    expect(await second.read('service-account')).toBe(large)
    // The earlier, larger value must not stay in the file.
    expect(await second.write('service-account', VALUE)).toMatchObject({ store: 'keychain' })
    expect(readdirSync(dataDir)).not.toContain('vault.json')

    await second.write('service-account', large)
    await keyring.lock()
    const third = await open()
    await expect(third.read('service-account')).rejects.toMatchObject({ code: 'secret_store_unavailable' })
  })

  it('leaves the vault of earlier days readable, and moves out of it when stored again', async () => {
    const before = await open({ PATH: process.env['PATH'] })
    await before.write('old', 'from-the-vault')
    await before.close()

    const secrets = await open()
    expect(await secrets.read('old')).toBe('from-the-vault')
    expect(await secrets.keyStore()).toMatchObject({
      kind: 'keychain',
      warning: expect.stringContaining('1 secret still in vault.json')
    })
    expect(await secrets.write('old', 'moved')).toMatchObject({ store: 'keychain' })
    expect(await secrets.read('old')).toBe('moved')
    expect(await secrets.keyStore()).toMatchObject({ kind: 'keychain', warning: null })
  })

  it('that was replaced while the keychain was away is deleted there as well, once it is back', async () => {
    const first = await open()
    await first.write('openai', 'old-value')
    const passphrase = { GATEHOUSE_VAULT_PASSPHRASE: 'correct horse' }
    const away = await open({ PATH: process.env['PATH'], ...passphrase })
    expect(await away.write('openai', 'new-value')).toMatchObject({ store: 'vault' })
    const lines = (await away.notices()).lines.join('\n')
    expect(lines).toContain('the earlier value of the secret "openai" is still in GNOME Keyring')
    expect(lines).not.toMatch(/old-value|new-value/)

    const back = await open({ ...keyring.env, ...passphrase })
    expect(await back.remove('openai')).toBe(true)
    // The name as it was recorded at first: what the keychain itself says.
    const record = { name: 'openai', store: 'keychain', created: 1 }
    writeFileSync(join(dataDir, 'records.json'), JSON.stringify([record]))
    expect(await (await open()).read('openai')).toBeNull()
  })

  it('never loads the library of the keychain where nothing needs it', async () => {
    const secrets = await open()
    expect(await secrets.list()).toEqual([])
    expect(await secrets.read('nothing-recorded')).toBeNull()
    expect(await secrets.loadedLibrary()).toBe(false)
    await secrets.keyStore()
    expect(await secrets.loadedLibrary()).toBe(true)
  })
})

describe.skipIf(missing !== null)('a Secret Service that was never set up', () => {
  it('counts as none, so that a key can be stored in the vault', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'))
    const keyring = await startKeyring({ collection: 'none' })
    const secrets = await startSecretsProcess(dataDir, keyring.env)
    try {
      expect(await secrets.write('openai', VALUE)).toMatchObject({ store: 'vault' })
      const store = await secrets.keyStore()
      expect(store).toMatchObject({ kind: 'vault-key-file', name: 'encrypted file' })
      expect(store.warning).toContain('it has no keyring yet')
    } finally {
      await secrets.close()
      await keyring.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})

describe.skipIf(missing !== null)('a session bus that hangs', () => {
  it('is reported, keeps no program from ending, and is used once it goes on', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-secrets-'))
    const keyring = await startKeyring()
    const bus = await holdBus(join(dataDir, 'bus'), keyring)
    const before = await startSecretsProcess(dataDir, keyring.env)
    await before.write('openai', VALUE)
    await before.close()

    const env = { ...keyring.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${join(dataDir, 'bus')}` }
    const secrets = await startSecretsProcess(dataDir, env)
    const ended = await startSecretsProcess(dataDir, env)
    try {
      const [read, store] = await Promise.all([
        secrets.read('openai').catch((error: unknown) => error),
        ended.keyStore()
      ])
      expect(read).toMatchObject({
        code: 'secret_store_unavailable',
        message: expect.stringContaining('did not answer within 5 seconds')
      })
      expect(store).toMatchObject({ kind: 'locked' })
      // Its thread is still in the call that hangs.
      await ended.close()

      // As when a person answers the dialog in the end: nobody has to ask again.
      bus.release()
      for (let attempt = 0; attempt < 100 && (await secrets.notices()).recovered === 0; attempt += 1) {
        await sleep(50)
      }
      expect((await secrets.notices()).recovered).toBe(1)
      expect(await secrets.read('openai')).toBe(VALUE)
    } finally {
      await secrets.close()
      bus.close()
      await keyring.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})

/** A socket before the real bus that accepts at once and passes nothing on until it is released. */
async function holdBus(path: string, keyring: Keyring): Promise<{ release(): void; close(): void }> {
  const real = /unix:path=([^,]+)/.exec(keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')?.[1]
  if (real === undefined) throw new Error('the bus has no path')
  const waiting: Socket[] = []
  let released = false
  const passOn = (client: Socket): void => {
    const bus = connect(real)
    client.pipe(bus).pipe(client)
    // Either end may go away at any time.
    bus.on('error', () => client.destroy())
    client.on('error', () => bus.destroy())
  }
  const server = createServer((client) => {
    if (released) passOn(client)
    else waiting.push(client)
  }).listen(path)
  await once(server, 'listening')
  return {
    release() {
      released = true
      for (const client of waiting) passOn(client)
    },
    close() {
      for (const client of waiting) client.destroy()
      server.close()
    }
  }
}
