import { collectReply, replyEvents } from '../../../electron/dialects/collect-reply.ts'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import type { ChatReply } from '../../../electron/dialects/chat.ts'
import { NotAReply } from '../../../electron/dialects/dialect.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { eventFaults, specFaults } from '../specs/spec-faults.ts'
import { told } from './check-requests.ts'
import { contextOf, encodeReply, encodeStream } from './codec-steps.ts'
import { compareReplies } from './compare-replies.ts'
import { firstDifference, sameReply } from './equivalence.ts'
import type { Recording } from './load-recordings.ts'
import { READERS } from './readers.ts'
import { comparable } from './stream-forms.ts'
import type { Tally } from './tally.ts'
import type { Json } from './walk-json.ts'

/** Each recorded whole reply: decoded, written again in its own dialect, and for the clients of every other. */
export function checkReplies(recordings: readonly Recording[], tally: Tally): void {
  for (const recording of recordings) {
    const { reply, status } = recording
    if (reply === undefined || status >= 400) continue
    const decoded = tryDecode(recording, reply, tally)
    if (decoded === null) continue
    for (const target of CLIENT_DIALECT_IDS) {
      checkWhole(recording, reply, decoded, target, tally)
      checkAsStream(recording, reply, decoded, target, tally)
    }
  }
}

function tryDecode({ id, dialect }: Recording, body: Json, tally: Tally): ChatReply | null {
  try {
    const reply = DIALECTS[dialect].decodeReply(body)
    tally.good('reply', id)
    return reply
  } catch (error) {
    tally.bad('reply', id, [error instanceof NotAReply ? `not a reply: ${error.message}` : told(error)])
    return null
  }
}

function checkWhole(
  recording: Recording,
  body: Json,
  reply: ChatReply,
  target: ClientDialectId,
  tally: Tally
): void {
  const own = recording.dialect === target
  const check = own ? 'reply re-encoded' : `reply -> ${target}`
  try {
    const encoded = encodeReply(target, reply, contextOf(recording))
    if (own) {
      const difference = sameReply(target, body, encoded)
      tally.note(check, recording.id, difference === null ? [] : [difference])
      return
    }
    const found = compareReplies(
      READERS[recording.dialect].reply(body),
      READERS[target].reply(encoded),
      target
    )
    tally.note(check, recording.id, [...found, ...specFaults(target, 'reply', encoded)])
  } catch (error) {
    tally.bad(check, recording.id, [told(error)])
  }
}

/** A client that asked for a stream gets a whole reply as events, which its own decoder must read as the same reply. */
function checkAsStream(
  recording: Recording,
  body: Json,
  reply: ChatReply,
  target: ClientDialectId,
  tally: Tally
): void {
  const own = recording.dialect === target
  const check = own ? 'reply as stream' : `reply -> ${target} as stream`
  try {
    const raw = encodeStream(target, replyEvents(reply), contextOf(recording))
    const found = compareReplies(READERS[recording.dialect].reply(body), READERS[target].stream(raw), target)
    const collected = collectReply(replyEvents(reply)).reply
    const faults = own ? [] : eventFaults(target, raw)
    const difference = own ? firstDifference(comparable(reply), comparable(collected)) : null
    tally.note(check, recording.id, [
      ...found,
      ...faults,
      ...(difference === null ? [] : [`collected ${difference}`])
    ])
  } catch (error) {
    tally.bad(check, recording.id, [told(error)])
  }
}
