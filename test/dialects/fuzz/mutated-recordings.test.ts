import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import { collectReply } from '../../../electron/dialects/collect-reply.ts'
import { NotAReply } from '../../../electron/dialects/dialect.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import { contextFor, decodeStream, encodeFor, encodeReply, encodeStream } from '../recordings/codec-steps.ts'
import { misplaced } from '../recordings/check-streams.ts'
import { askedOf, loadRecordings, NOT_RUN, TEST_DATA, type Recording } from '../recordings/load-recordings.ts'
import { randomCuts, seeded } from '../recordings/stream-forms.ts'
import { isObject } from '../recordings/walk-json.ts'
import { mutateJson, mutateStream } from './mutate-json.ts'

/** The same faults each time; GATEHOUSE_FUZZ_SEED gives others, GATEHOUSE_FUZZ_ROUNDS more. */
const SEED = Number(process.env['GATEHOUSE_FUZZ_SEED'] ?? 1)
const ROUNDS = Number(process.env['GATEHOUSE_FUZZ_ROUNDS'] ?? 1)
/** The longest message that a refusal may have: one that holds half a body would put prompts into logs. */
const LONGEST = 500

describe('mutated recordings', () => {
  if (TEST_DATA === undefined) console.log(`fuzz: ${NOT_RUN}`)
  else console.log(`fuzz: GATEHOUSE_FUZZ_SEED=${SEED}`)
  test.skipIf(TEST_DATA === undefined).for(CLIENT_DIALECT_IDS)(
    'of %s are read, or refused in few words',
    (dialect) => {
      const failures = new Map<string, string>()
      let count = 0
      const random = seeded(SEED)
      for (let round = 0; round < ROUNDS; round++) {
        for (const recording of loadRecordings(dialect)) {
          const target = CLIENT_DIALECT_IDS[Math.floor(random() * CLIENT_DIALECT_IDS.length)] ?? dialect
          for (const [what, run] of trials(recording, target, random)) {
            count++
            const failure = failureOf(run)
            if (failure !== null && !failures.has(failure)) failures.set(failure, `${what} [${recording.id}]`)
          }
        }
      }
      console.log(`fuzz: ${count} mutated bodies and streams of ${dialect}`)
      expect([...failures].map(([failure, where]) => `${failure}: ${where}`)).toEqual([])
      expect(count).toBeGreaterThan(20)
    }
  )
})

type Trial = readonly [string, () => readonly string[]]

function trials(recording: Recording, target: ClientDialectId, random: () => number): readonly Trial[] {
  const { dialect, request, reply, raw } = recording
  const list: Trial[] = []
  if (request !== undefined) {
    const body = mutateJson(request, random)
    if (isObject(body)) {
      list.push([
        `request -> ${target}`,
        () => {
          const chat = DIALECTS[dialect].decodeRequest(body, askedOf(recording))
          const encoded = encodeFor(target, chat)
          JSON.stringify(encoded.body)
          return encoded.notes
        }
      ])
    }
  }
  const context = contextFor({ model: 'model', stream: true, messages: [], tools: [] })
  if (reply !== undefined) {
    const body = mutateJson(reply, random)
    if (isObject(body)) {
      list.push([
        `reply -> ${target}`,
        () => {
          const decoded = DIALECTS[dialect].decodeReply(body)
          JSON.stringify(encodeReply(target, decoded, context))
          return []
        }
      ])
    }
  }
  if (raw !== undefined) {
    const bytes = mutateStream(raw, random)
    const cuts = randomCuts(bytes.length, random)
    list.push([
      `stream -> ${target}`,
      () => {
        const events = decodeStream(dialect, bytes, cuts)
        const odd = misplaced(events)
        if (odd.length > 0) throw new Error(odd.join(', '))
        encodeStream(target, events, context)
        JSON.stringify(encodeReply(target, collectReply(events).reply, context))
        return []
      }
    ])
  }
  return list
}

/** What is wrong with how it ended; null where it was read, or refused as it should be. */
function failureOf(run: () => readonly string[]): string | null {
  try {
    const long = run().find((note) => note.length > LONGEST)
    return long === undefined ? null : `a note of ${long.length} characters: ${long.slice(0, 60)}`
  } catch (error) {
    const declared =
      error instanceof NotAReply ||
      (error instanceof GatehouseError &&
        (error.code === 'invalid_request' || error.code === 'not_translatable'))
    if (!declared)
      return error instanceof Error
        ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ')
        : 'threw something else'
    return error.message.length > LONGEST
      ? `a message of ${error.message.length} characters: ${error.message.slice(0, 60)}`
      : null
  }
}
