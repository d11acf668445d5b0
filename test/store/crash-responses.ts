/**
 * The program that `response-crash.test.ts` kills: it saves, replaces and deletes responses without end and says on
 * standard output, as JSON lines, what was done when.
 */
import { writeSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { systemClock } from '../../electron/app/system-clock.ts'
import { openStore } from '../../electron/store/open-store.ts'
import { makeEntry, randomText, seededRandom, slicedChat } from './make-entry.ts'
import { assistantItem, makeResponse, userItem } from './make-response.ts'

/** Nobody killed it: it must not go on for ever. */
const LONGEST_RUN_MS = 60_000

const say = (line: unknown): void => {
  // Synchronously: what is said must not be lost with the process.
  writeSync(1, `${JSON.stringify(line)}\n`)
}

const store = openStore({ dataDir: process.argv[2] ?? '', clock: systemClock })
await store.load()
const random = seededRandom(1)
const started = Date.now()

for (let turn = 0; Date.now() - started < LONGEST_RUN_MS; turn += 1) {
  const id = `resp_${turn}`
  const previous = turn % 10 === 0 ? null : `resp_${turn - 1}`
  const input = [userItem(`question ${turn} ${randomText(random, 300)}`)]
  store.saveResponse(makeResponse({ id, previous, input, unfinished: true }))
  // Rows come in between: both are written by one thread into the same blocks.
  store.append(
    makeEntry({ time: Date.now(), request: slicedChat([{ role: 'user', content: `row ${turn}` }]) })
  )
  await pause(1)
  store.saveResponse(
    makeResponse({ id, previous, input, output: [assistantItem(`answer ${turn}`, `msg_${turn}`)] })
  )
  say({ saved: turn, at: Date.now() })
  if (turn % 25 === 24) {
    const doomed = turn - 4
    await store.deleteResponse({ token: 'app', id: `resp_${doomed}` })
    say({ deleted: doomed })
  }
}
