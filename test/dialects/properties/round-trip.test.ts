import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import { collectReply, replyEvents } from '../../../electron/dialects/collect-reply.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { contextFor, decodeStream, encodeFor, encodeReply, encodeStream } from '../recordings/codec-steps.ts'
import { misplaced } from '../recordings/check-streams.ts'
import { READERS } from '../recordings/readers.ts'
import { brokenRules } from '../recordings/strict-rules.ts'
import { arbitraryChat, arbitraryReply } from './arbitrary-chat.ts'
import { arbitraryEvents } from './arbitrary-events.ts'
import { sayableReply, sayableRequest } from './what-survives.ts'

/** Completions has a prompt and no conversation: its own tests say how one becomes the other. */
const CONVERSING = CLIENT_DIALECT_IDS.filter((dialect) => dialect !== 'openai-completions')
/** The same chats each time; GATEHOUSE_FUZZ_SEED gives others, GATEHOUSE_FUZZ_ROUNDS more. */
const RUNS = {
  seed: Number(process.env['GATEHOUSE_FUZZ_SEED'] ?? 1),
  numRuns: 150 * Number(process.env['GATEHOUSE_FUZZ_ROUNDS'] ?? 1)
}

describe('random chats', () => {
  test.for(CONVERSING)('come back from a request of %s', (dialect) => {
    fc.assert(
      fc.property(arbitraryChat(dialect), (chat) => {
        // OpenAI's newest models refuse stop sequences; this one's name says nothing.
        const { body } = encodeFor(dialect, chat, {}, dialect === 'openai-chat' ? 'model' : undefined)
        const decoded = DIALECTS[dialect].decodeRequest(body, { model: 'model', stream: chat.stream })
        expect(sayableRequest(dialect, decoded)).toEqual(sayableRequest(dialect, chat))
      }),
      RUNS
    )
  })

  test.for(CONVERSING)('become requests that %s takes', (dialect) => {
    fc.assert(
      // What a client of its own dialect sent is left as it is, also where it is wrong.
      fc.property(arbitraryChat(dialect), (chat) => {
        const { body } = encodeFor(dialect, { ...chat, from: undefined })
        expect(brokenRules(dialect, body)).toEqual([])
      }),
      RUNS
    )
  })
})

describe('random replies', () => {
  test.for(CLIENT_DIALECT_IDS)('come back from a whole reply of %s', (dialect) => {
    fc.assert(
      fc.property(anyReply(dialect), (reply) => {
        const body = encodeReply(dialect, reply, contextFor(REQUEST))
        expect(sayableReply(dialect, DIALECTS[dialect].decodeReply(body))).toEqual(
          sayableReply(dialect, reply)
        )
      }),
      RUNS
    )
  })

  test.for(CLIENT_DIALECT_IDS)('come back from a stream of %s that is cut anywhere', (dialect) => {
    fc.assert(
      fc.property(
        anyReply(dialect),
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 }),
        (reply, cuts) => {
          const raw = encodeStream(dialect, replyEvents(reply), contextFor(REQUEST))
          const events = decodeStream(dialect, Buffer.from(raw), cuts)
          expect(misplaced(events)).toEqual([])
          const collected = collectReply(events)
          expect(collected.error).toBeNull()
          expect(sayableReply(dialect, collected.reply)).toEqual(sayableReply(dialect, reply))
        }
      ),
      RUNS
    )
  })

  test.for(CLIENT_DIALECT_IDS)(
    'come back from a stream of %s whose parts grow at the same time',
    (dialect) => {
      fc.assert(
        fc.property(anyReply(dialect).chain(arbitraryEvents), (events) => {
          const raw = encodeStream(dialect, events, contextFor(REQUEST))
          expect(READERS[dialect].stream(raw).broken).toEqual([])
          const collected = collectReply(decodeStream(dialect, Buffer.from(raw)))
          expect(sayableReply(dialect, collected.reply)).toEqual(
            sayableReply(dialect, collectReply(events).reply)
          )
        }),
        RUNS
      )
    }
  )
})

const REQUEST = {
  model: 'model',
  stream: true,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'hello' }] }],
  tools: [
    { type: 'function', name: 'search' },
    { type: 'function', name: 'write_file' }
  ]
} as const

/** Of any provider: the seals of one dialect or another. */
function anyReply(dialect: ClientDialectId): ReturnType<typeof arbitraryReply> {
  return fc.constantFrom(...CONVERSING).chain((from) => arbitraryReply(dialect, from))
}
