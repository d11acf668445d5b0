import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { arbitraryChat, arbitraryReply } from '../properties/arbitrary-chat.ts'
import { arbitraryEvents } from '../properties/arbitrary-events.ts'
import {
  contextFor,
  encodeFor,
  encodeReply,
  encodeStream,
  sent,
  toldError
} from '../recordings/codec-steps.ts'
import { TEST_DATA } from '../recordings/load-recordings.ts'
import { plainObjects } from '../recordings/read-events.ts'
import { isObject } from '../recordings/walk-json.ts'
import { eventFaults, specFaults } from './spec-faults.ts'

/** Whose published schemas are at hand (test/dialects/specs/load-spec.ts). */
const RUNS = { seed: Number(process.env['GATEHOUSE_FUZZ_SEED'] ?? 1), numRuns: 100 }
const REQUEST = {
  model: 'model',
  stream: true,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'hello' }] }],
  tools: []
} as const
const CHATS = CLIENT_DIALECT_IDS.filter((dialect) => dialect !== 'openai-completions')

/** Of another provider than the dialect's own. */
function foreign(dialect: ClientDialectId): ClientDialectId {
  return dialect === 'gemini' ? 'anthropic-messages' : 'gemini'
}

describe('what Gatehouse says, by the published schemas', () => {
  if (TEST_DATA === undefined) {
    console.log('specs: nothing was compared with published schemas: GATEHOUSE_TEST_DATA is not set')
  }
  test.skipIf(TEST_DATA === undefined).for(CLIENT_DIALECT_IDS)(
    'whole replies to clients of %s',
    (dialect) => {
      fc.assert(
        fc.property(arbitraryReply(dialect, foreign(dialect)), (reply) => {
          expect(specFaults(dialect, 'reply', encodeReply(dialect, reply, contextFor(REQUEST)))).toEqual([])
        }),
        RUNS
      )
    }
  )

  test.skipIf(TEST_DATA === undefined).for(CLIENT_DIALECT_IDS)('streams to clients of %s', (dialect) => {
    fc.assert(
      fc.property(arbitraryReply(dialect, foreign(dialect)).chain(arbitraryEvents), (events) => {
        expect(eventFaults(dialect, encodeStream(dialect, events, contextFor(REQUEST)))).toEqual([])
      }),
      RUNS
    )
  })

  test.skipIf(TEST_DATA === undefined).for(CHATS)('requests to providers of %s', (dialect) => {
    fc.assert(
      fc.property(arbitraryChat(foreign(dialect)), (chat) => {
        expect(specFaults(dialect, 'request', encodeFor(dialect, chat).body)).toEqual([])
      }),
      RUNS
    )
  })

  test.skipIf(TEST_DATA === undefined).for(CLIENT_DIALECT_IDS)(
    'errors to clients of %s, whole and in a stream',
    (dialect) => {
      const statuses = [400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529]
      for (const status of statuses) {
        const told = toldError('something went wrong', status)
        const body = sent(DIALECTS[dialect].encodeError(told))
        const error = body['error']
        // Google's error is its `Status` in a field of its own.
        const judged = dialect === 'gemini' && isObject(error) ? withoutStatus(error) : body
        expect([status, ...specFaults(dialect, 'error', judged)]).toEqual([status])
        const raw = DIALECTS[dialect].openStreamEncoder(contextFor(REQUEST)).fail(told)
        expect(plainObjects(raw).length).toBeGreaterThan(0)
      }
    }
  )
})

function withoutStatus({
  code,
  message
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { code, message }
}
