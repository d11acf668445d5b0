import { randomUUID } from 'node:crypto'
import { mkdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lockDataDir } from '../../electron/app/data-dir-lock.ts'

/*
 * A process of the lock's tests. `hold DIR`: takes the lock, says so, and keeps it until it is ended.
 * `contend DIR ROUNDS`: takes the lock again and again; within it, a folder is made that must not be there, which it is
 * when two are in at once. Every second time it leaves the lock of a process that is gone behind, as a crash would; at
 * last it dies by SIGKILL.
 */
const [mode = '', dataDir = '', rounds = '0'] = process.argv.slice(2)

if (mode === 'hold') {
  const claim = await lockDataDir(dataDir, 'serve')
  process.stdout.write(claim.held ? 'held\n' : `refused ${claim.holder.pid}\n`)
  if (claim.held) setInterval(() => undefined, 1000)
} else {
  for (let round = 0, entered = 0; entered < Number(rounds) && round < 5000; round++) {
    const claim = await lockDataDir(dataDir, 'command')
    if (!claim.held) continue
    const inside = join(dataDir, 'inside')
    try {
      mkdirSync(inside)
    } catch {
      writeFileSync(join(dataDir, `two-at-once-${process.pid}`), '')
    }
    rmdirSync(inside)
    entered++
    if (entered === Number(rounds)) process.kill(process.pid, 'SIGKILL')
    if (entered % 2 === 0) leaveDeadLock()
    claim.lock.release()
  }
}

function leaveDeadLock(): void {
  const draft = join(dataDir, `dead-${process.pid}`)
  writeFileSync(draft, JSON.stringify({ pid: 2 ** 22 + 1, purpose: 'serve', nonce: randomUUID() }))
  renameSync(draft, join(dataDir, 'lock'))
}
