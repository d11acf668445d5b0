import { collectReply } from '../../../electron/dialects/collect-reply.ts'
import type { ChatEvent } from '../../../electron/dialects/chat.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { eventFaults } from '../specs/spec-faults.ts'
import { checkPairs } from './check-pairs.ts'
import { told } from './check-requests.ts'
import { contextOf, decodeStream, encodeReply, encodeStream } from './codec-steps.ts'
import { compareReplies } from './compare-replies.ts'
import { firstDifference } from './equivalence.ts'
import type { Recording } from './load-recordings.ts'
import { READERS } from './readers.ts'
import { comparable, randomCuts, seeded, withComments, withCrlf } from './stream-forms.ts'
import type { Tally } from './tally.ts'

/** Each recorded stream: decoded however it is cut, written again in its own dialect, and for the clients of every other. */
export function checkStreams(recordings: readonly Recording[], tally: Tally): void {
  for (const [place, recording] of recordings.entries()) {
    const { raw, status } = recording
    if (raw === undefined || status >= 400) continue
    const events = tryDecode(recording, raw, tally)
    if (events === null) continue
    checkCuts(recording, raw, events, place, tally)
    for (const target of CLIENT_DIALECT_IDS) {
      checkStream(recording, raw, events, target, tally)
      checkAsWhole(recording, raw, events, target, tally)
    }
  }
  checkPairs(recordings, tally)
}

function tryDecode({ id, dialect }: Recording, raw: string, tally: Tally): readonly ChatEvent[] | null {
  try {
    const events = decodeStream(dialect, Buffer.from(raw))
    tally.note('stream', id, misplaced(events))
    return events
  } catch (error) {
    tally.bad('stream', id, [told(error)])
    return null
  }
}

/** What the events themselves promise: parts open once, in order, and grow only while they are open. */
export function misplaced(events: readonly ChatEvent[]): readonly string[] {
  const found = new Set<string>()
  const opened = new Map<number, number>()
  const open = new Set<string>()
  let ended = false
  let failed = false
  for (const event of events) {
    if (ended) found.add(`${event.type} behind the end`)
    switch (event.type) {
      case 'open': {
        const next = opened.get(event.choice) ?? 0
        if (event.index !== next) found.add('parts do not count from 0')
        opened.set(event.choice, next + 1)
        open.add(`${event.choice}/${event.index}`)
        break
      }
      case 'delta':
      case 'amend':
        if (!open.has(`${event.choice}/${event.index}`)) found.add(`${event.type} of a part that is not open`)
        if (event.type === 'delta' && event.text === '') found.add('an empty delta')
        break
      case 'close':
        if (!open.delete(`${event.choice}/${event.index}`)) found.add('close of a part that is not open')
        break
      case 'end':
        ended = true
        break
      case 'error':
        failed = true
        break
      case 'start':
      case 'finish':
      case 'usage':
        break
    }
  }
  // An error ends the stream as it stands.
  if (open.size > 0 && !failed) found.add('a part was not closed')
  return [...found]
}

function checkCuts(
  { id, dialect }: Recording,
  raw: string,
  events: readonly ChatEvent[],
  place: number,
  tally: Tally
): void {
  const whole = JSON.stringify(events)
  const found: string[] = []
  const compare = (form: string, text: string, cuts: (length: number) => readonly number[]): void => {
    const bytes = Buffer.from(text)
    if (JSON.stringify(decodeStream(dialect, bytes, cuts(bytes.length))) !== whole)
      found.push(`${form} gives other events`)
  }
  try {
    const random = seeded(place + 1)
    compare('a stream cut at random', raw, (length) => randomCuts(length, random))
    compare('CRLF', withCrlf(raw), (length) => randomCuts(length, random))
    compare('comments', withComments(raw), (length) => randomCuts(length, random))
    // Slow, so only some: every short one, and the long ones by turns.
    if (raw.length < 4000 || place % 16 === 0)
      compare('byte by byte', raw, (length) => Array.from({ length }, () => 1))
  } catch (error) {
    found.push(told(error))
  }
  tally.note('stream cut', id, found)
}

function checkStream(
  recording: Recording,
  raw: string,
  events: readonly ChatEvent[],
  target: ClientDialectId,
  tally: Tally
): void {
  const own = recording.dialect === target
  const check = own ? 'stream re-encoded' : `stream -> ${target}`
  try {
    const encoded = encodeStream(target, events, contextOf(recording))
    const found = [
      ...compareReplies(READERS[recording.dialect].stream(raw), READERS[target].stream(encoded), target)
    ]
    if (!own) found.push(...eventFaults(target, encoded))
    if (own) {
      const before = comparable(collectReply(events).reply)
      const after = comparable(collectReply(decodeStream(target, Buffer.from(encoded))).reply)
      const difference = firstDifference(before, after)
      if (difference !== null) found.push(`decoded again: ${difference}`)
    }
    tally.note(check, recording.id, found)
  } catch (error) {
    tally.bad(check, recording.id, [told(error)])
  }
}

function checkAsWhole(
  recording: Recording,
  raw: string,
  events: readonly ChatEvent[],
  target: ClientDialectId,
  tally: Tally
): void {
  const own = recording.dialect === target
  const check = own ? 'stream as whole' : `stream -> ${target} as whole`
  const collected = collectReply(events)
  // There is no whole reply of a stream that broke off with an error.
  if (collected.error !== null) return
  try {
    const encoded = encodeReply(target, collected.reply, contextOf(recording))
    tally.note(
      check,
      recording.id,
      compareReplies(READERS[recording.dialect].stream(raw), READERS[target].reply(encoded), target)
    )
  } catch (error) {
    tally.bad(check, recording.id, [told(error)])
  }
}
