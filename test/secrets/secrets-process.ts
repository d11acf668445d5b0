import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { openSecrets } from '../../electron/secrets/open-secrets.ts'
import type { Secrets } from '../../electron/secrets/secrets.ts'
import type { SecretRecord } from '../../electron/store/store.ts'
import type { KeyStore } from '../../shared/contract/secrets.ts'
import { GatehouseError } from '../../shared/errors.ts'

/**
 * Secrets in a process of their own, since the session bus is chosen by the environment that a process starts with.
 * The same file is both ends: imported, it starts the process; run, it is the process.
 */
export interface SecretsProcess {
  keyStore(): Promise<KeyStore>
  list(): Promise<readonly SecretRecord[]>
  read(name: string): Promise<string | null>
  write(name: string, value: string): Promise<SecretRecord>
  remove(name: string): Promise<boolean>
  /** Lets the process's clock go on, so that a keychain that failed is asked again. */
  passTime(milliseconds: number): Promise<void>
  /** Lines for people, and how often the keychain came back. */
  notices(): Promise<{ readonly lines: readonly string[]; readonly recovered: number }>
  /** Whether the keychain's library was loaded into the process. */
  loadedLibrary(): Promise<boolean>
  close(): Promise<void>
}

const requestSchema = z.object({ method: z.string(), args: z.array(z.union([z.string(), z.number()])) })
const replySchema = z.union([
  z.object({ value: z.unknown() }),
  z.object({ code: z.string(), message: z.string() })
])

export async function startSecretsProcess(
  dataDir: string,
  env: Record<string, string | undefined>
): Promise<SecretsProcess> {
  const child: ChildProcess = spawn(process.execPath, [import.meta.filename, dataDir], {
    env: { ...env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const gone = once(child, 'exit')
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('the process has no pipes')
  const replies = createInterface({ input: stdout })[Symbol.asyncIterator]()
  let last: Promise<unknown> = Promise.resolve()

  async function exchange(method: string, args: (string | number)[]): Promise<unknown> {
    stdin?.write(`${JSON.stringify({ method, args })}\n`)
    const line = await replies.next()
    if (line.done === true) throw new Error('the secrets process ended')
    const reply = replySchema.parse(JSON.parse(line.value))
    if ('code' in reply) throw Object.assign(new Error(reply.message), { code: reply.code })
    return reply.value
  }

  // The other end is this file too: the types of the answers are those of the calls below.
  function call<Result>(method: string, ...args: (string | number)[]): Promise<Result> {
    const answer = last.then(() => exchange(method, args))
    last = answer.catch(() => undefined)
    return answer as Promise<Result>
  }

  return {
    keyStore: () => call('keyStore'),
    list: () => call('list'),
    read: (name) => call('read', name),
    write: (name, value) => call('write', name, value),
    remove: (name) => call('remove', name),
    passTime: (milliseconds) => call('passTime', milliseconds),
    notices: () => call('notices'),
    loadedLibrary: () => call('loadedLibrary'),
    async close() {
      stdin.end()
      await gone
    }
  }
}

/** The other end: one JSON line in, one out. Records of names lie in the data folder, so that a restart finds them. */
async function serve(dataDir: string): Promise<void> {
  const file = join(dataDir, 'records.json')
  const records = new Map(readRecords(file).map((record) => [record.name, record]))
  const keep = async (): Promise<void> => writeFileSync(file, JSON.stringify([...records.values()]))
  const lines: string[] = []
  let recovered = 0
  let passed = 0
  const secrets = openSecrets({
    dataDir,
    env: process.env,
    initial: [...records.values()],
    save: (record) => {
      records.set(record.name, record)
      return keep()
    },
    drop: (name) => {
      records.delete(name)
      return keep()
    },
    notice: (line) => lines.push(line),
    now: () => Date.now() + passed,
    onRecovered: () => {
      recovered += 1
    }
  })
  const loadedLibrary = (): boolean => readFileSync('/proc/self/maps', 'utf8').includes('keyring')

  for await (const line of createInterface({ input: process.stdin })) {
    const { method, args } = requestSchema.parse(JSON.parse(line))
    if (method === 'passTime') passed += Number(args[0])
    const answer =
      method === 'notices'
        ? { value: { lines, recovered } }
        : method === 'loadedLibrary'
          ? { value: loadedLibrary() }
          : await perform(secrets, method, args.map(String))
    process.stdout.write(`${JSON.stringify(answer)}\n`)
  }
}

async function perform(secrets: Secrets, method: string, [name = '', value = '']: string[]): Promise<object> {
  try {
    switch (method) {
      case 'keyStore':
        return { value: await secrets.keyStore() }
      case 'list':
        return { value: secrets.list() }
      case 'read':
        return { value: await secrets.read(name) }
      case 'write':
        return { value: await secrets.write(name, value) }
      case 'remove':
        return { value: await secrets.remove(name) }
      default:
        return { value: null }
    }
  } catch (error) {
    if (!(error instanceof GatehouseError)) throw error
    return { code: error.code, message: error.message }
  }
}

function readRecords(file: string): SecretRecord[] {
  try {
    // Written by `keep` above.
    return JSON.parse(readFileSync(file, 'utf8')) as SecretRecord[]
  } catch {
    return []
  }
}

if (import.meta.main) await serve(process.argv[2] ?? '')
