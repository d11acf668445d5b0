import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heldBy, lockDataDir, readHolder } from '../../electron/app/data-dir-lock.ts'
import { ownIdentity, processState } from '../../electron/app/process-identity.ts'

const CONTENDER = fileURLToPath(new URL('./lock-contender.ts', import.meta.url))

let dataDir: string
const children: ChildProcess[] = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gatehouse-lock-'))
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

function start(...words: string[]): ChildProcess {
  const child = spawn(process.execPath, [CONTENDER, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  return child
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [data]: unknown[] = child.stdout === null ? [] : await once(child.stdout, 'data')
  return String(data).trim()
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function canBeTaken(): Promise<boolean> {
  const claim = await lockDataDir(dataDir, 'serve')
  if (claim.held) claim.lock.release()
  return claim.held
}

describe('the lock of a data folder', () => {
  it('is held by one process, which the refusal of the next one names', async () => {
    const holder = start('hold', dataDir)
    expect(await firstLine(holder)).toBe('held')
    const claim = await lockDataDir(dataDir, 'serve')
    expect(claim.held).toBe(false)
    if (claim.held) return
    expect(claim.holder).toMatchObject({ pid: holder.pid, purpose: 'serve' })
    const message = heldBy(claim.holder, dataDir).message
    expect(message).toContain(`Gatehouse already runs on this data folder: process ${holder.pid}`)
    expect((await readHolder(dataDir))?.pid).toBe(holder.pid)
  })

  it('is a file that only its owner can read', async () => {
    const claim = await lockDataDir(dataDir, 'serve')
    expect(statSync(join(dataDir, 'lock')).mode & 0o777).toBe(0o600)
    if (claim.held) claim.lock.release()
  })

  it('is free again after a release, and leaves no files behind', async () => {
    const claim = await lockDataDir(dataDir, 'serve')
    expect(claim.held).toBe(true)
    if (claim.held) {
      claim.lock.release()
      claim.lock.release()
    }
    expect(readdirSync(dataDir)).toEqual([])
    expect(await readHolder(dataDir)).toBeNull()
  })

  it('is free again when its holder exits, however it exits', async () => {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const holder = start('hold', dataDir)
      expect(await firstLine(holder)).toBe('held')
      holder.kill(signal)
      await ended(holder)
      expect(await canBeTaken()).toBe(true)
    }
  })

  it('is not taken for held because its pid was given to another process', async () => {
    const recycled = { ...ownIdentity(), start: 1, purpose: 'serve', since: '', socket: '' }
    writeFileSync(
      join(dataDir, 'lock'),
      JSON.stringify({ ...recycled, nonce: '00000000-0000-0000-0000-000000000000' })
    )
    expect(await readHolder(dataDir)).toBeNull()
    expect(await canBeTaken()).toBe(true)
  })

  // Only Linux names its boots.
  it.runIf(process.platform === 'linux')('is free after the machine was started anew', async () => {
    const before = { ...ownIdentity(), boot: 'an earlier one', purpose: 'serve', since: '', socket: '' }
    writeFileSync(
      join(dataDir, 'lock'),
      JSON.stringify({ ...before, nonce: '00000000-0000-0000-0000-000000000000' })
    )
    expect(await canBeTaken()).toBe(true)
  })

  it('is taken where a crash cut its file short', async () => {
    writeFileSync(join(dataDir, 'lock'), '{"pid":')
    expect(await canBeTaken()).toBe(true)
  })

  it('is taken where a take-over itself was cut off', async () => {
    const gone = { pid: 2 ** 22 + 1, start: 1, purpose: 'serve' }
    const first = '00000000-0000-0000-0000-000000000001'
    const second = '00000000-0000-0000-0000-000000000002'
    writeFileSync(join(dataDir, 'lock'), JSON.stringify({ ...gone, nonce: first }))
    writeFileSync(join(dataDir, `lock.after-${first}`), JSON.stringify({ ...gone, nonce: second }))
    const claim = await lockDataDir(dataDir, 'serve')
    expect(claim.held).toBe(true)
    expect(readdirSync(dataDir)).toEqual(['lock'])
    expect(JSON.parse(readFileSync(join(dataDir, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid })
    if (claim.held) claim.lock.release()
  })

  it('is left to a living process that is just taking it over', async () => {
    const dead = '00000000-0000-0000-0000-000000000001'
    const living = { ...ownIdentity(), purpose: 'serve', nonce: '00000000-0000-0000-0000-000000000002' }
    writeFileSync(join(dataDir, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, start: 1, nonce: dead }))
    writeFileSync(join(dataDir, `lock.after-${dead}`), JSON.stringify(living))
    const claim = await lockDataDir(dataDir, 'serve')
    expect(claim.held ? null : claim.holder.nonce).toBe(living.nonce)
  })

  it('is won by exactly one of many that start at once over a dead holder', async () => {
    for (let round = 0; round < 3; round++) {
      const dead = start('hold', dataDir)
      expect(await firstLine(dead)).toBe('held')
      dead.kill('SIGKILL')
      await ended(dead)
      const rivals = Array.from({ length: 8 }, () => start('hold', dataDir))
      const answers = await Promise.all(rivals.map(firstLine))
      const winners = rivals.filter((_, index) => answers[index] === 'held')
      expect(winners).toHaveLength(1)
      expect(new Set(answers)).toEqual(new Set(['held', `refused ${winners[0]?.pid}`]))
      for (const rival of rivals) rival.kill('SIGKILL')
      await Promise.all(rivals.map(ended))
    }
  })

  it('never lets two in at once, while processes come, go and die', { timeout: 60_000 }, async () => {
    const crowd = Array.from({ length: 6 }, (_, index) => start('contend', dataDir, String(60 + index)))
    await Promise.all(crowd.map(ended))
    expect(readdirSync(dataDir).filter((name) => name.startsWith('two-at-once'))).toEqual([])
    expect(await canBeTaken()).toBe(true)
  })
})

describe('the identity of a process', () => {
  it('tells a running process from one that ended', async () => {
    expect(processState(ownIdentity())).toBe('alive')
    const child = start('hold', dataDir)
    await firstLine(child)
    child.kill('SIGKILL')
    await ended(child)
    expect(processState({ pid: child.pid ?? 0, start: null, boot: null, namespace: null })).toBe('gone')
  })
})
