/**
 * The program that `crash.test.ts` kills: it appends rows and saves revisions without end and says on standard output,
 * as JSON lines, what was appended when and which revisions were acknowledged.
 */
import { writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../../electron/app/system-clock.ts'
import { openStore } from '../../electron/store/open-store.ts'
import { createRequestIds } from '../../electron/store/request-id.ts'
import { makeEntry, randomText, seededRandom, slicedChat, wholeReply } from './make-entry.ts'

/** Nobody killed it: it must not go on for ever. */
const LONGEST_RUN_MS = 60_000
const ROWS_A_TURN = 5

const say = (line: unknown): void => {
  // Synchronously: what is said must not be lost with the process.
  writeSync(1, `${JSON.stringify(line)}\n`)
}

const dataDir = process.argv[2] ?? ''
const store = openStore({ dataDir, clock: systemClock })
await store.load()
const nextId = createRequestIds(() => Date.now(), 0)
const random = seededRandom(1)
const started = Date.now()
let revision = 0

async function saveRevisions(): Promise<void> {
  while (Date.now() - started < LONGEST_RUN_MS) {
    revision += 1
    await store.saveRevision(
      { revision, time: Date.now(), by: 'cli', summary: `change ${revision}` },
      { version: 1, accounts: [{ name: `a${revision}`, provider: 'cerebras' }] },
      { put: [], drop: [] }
    )
    say({ revision })
    await pause(3)
  }
}

async function appendRows(): Promise<void> {
  while (Date.now() - started < LONGEST_RUN_MS) {
    const ids: number[] = []
    for (let index = 0; index < ROWS_A_TURN; index += 1) {
      const words = randomText(random, 300)
      const made = makeEntry({
        request: slicedChat([{ role: 'user', content: words }]),
        reply: wholeReply(words)
      })
      const id = nextId()
      store.append({ ...made, id, time: Date.now() })
      ids.push(id)
    }
    say({ appended: ids, at: Date.now() })
    await pause(1)
  }
}

await Promise.all([saveRevisions(), appendRows()])
