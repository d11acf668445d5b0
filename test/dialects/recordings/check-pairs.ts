import { assertNever } from '../../../shared/assert-never.ts'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import type { ChatReply } from '../../../electron/dialects/chat.ts'
import { collectReply } from '../../../electron/dialects/collect-reply.ts'
import { decodeStream } from './codec-steps.ts'
import { firstDifference } from './equivalence.ts'
import { askedOf, type Recording } from './load-recordings.ts'
import { READERS } from './readers.ts'
import type { ReplyReading } from './reading.ts'
import type { Tally } from './tally.ts'
import { at, canonical, isObject, parsed } from './walk-json.ts'
import { plainObjects } from './read-events.ts'

/**
 * The same request was recorded whole and as a stream, and both times the model happened to say the same: then both
 * decode to the same parts and the same end. And each stream of Responses ends with the whole response, which must be
 * what the stream adds up to.
 */
export function checkPairs(recordings: readonly Recording[], tally: Tally): void {
  const twins = new Map<string, Recording[]>()
  for (const recording of recordings) {
    if (recording.status >= 400 || recording.request === undefined) continue
    const { stream: _, stream_options: __, ...rest } = recording.request
    const key = `${recording.provider} ${askedOf(recording).model} ${canonical(rest)}`
    twins.set(key, [...(twins.get(key) ?? []), recording])
  }
  for (const group of twins.values()) {
    for (const whole of group) for (const stream of group) checkPair(whole, stream, tally)
  }
  for (const recording of recordings)
    if (recording.dialect === 'openai-responses') checkLast(recording, tally)
}

function checkPair(whole: Recording, stream: Recording, tally: Tally): void {
  if (whole.reply === undefined || stream.raw === undefined) return
  const { dialect } = whole
  if (!saySame(READERS[dialect].reply(whole.reply), READERS[dialect].stream(stream.raw))) return
  const before = outline(DIALECTS[dialect].decodeReply(whole.reply))
  const after = outline(collectReply(decodeStream(dialect, Buffer.from(stream.raw))).reply)
  const difference = firstDifference(before, after)
  tally.note('whole and streamed', stream.id, difference === null ? [] : [difference])
}

function saySame(whole: ReplyReading, stream: ReplyReading): boolean {
  const said = ({ choices }: ReplyReading): unknown =>
    choices.map(({ text, refusal, reasoning, calls, finish, native }) => ({
      text,
      refusal,
      reasoning,
      calls: calls.map(({ name, args }) => ({ name, args })),
      finish,
      native
    }))
  return canonical(said(whole)) === canonical(said(stream))
}

/** What does not change from one answer to the next: no ids, no seals, no token counts. */
function outline({ choices }: ChatReply): unknown {
  return choices.map(({ parts, finish }) => ({
    reason: finish?.reason,
    word: finish?.native?.value,
    parts: parts.map((part) => {
      switch (part.type) {
        case 'tool-call':
          return [part.type, part.name, parsed(part.args) ?? part.args]
        case 'text':
        case 'reasoning':
        case 'refusal':
          return [part.type, part.text]
        case 'media':
        case 'native':
        case 'tool-result':
          return [part.type]
        default:
          return assertNever(part)
      }
    })
  }))
}

function checkLast({ id, raw, dialect }: Recording, tally: Tally): void {
  const last = plainObjects(raw ?? '').findLast((event) =>
    /^response\.(completed|incomplete)$/.test(String(event['type']))
  )
  const response = at(last, 'response')
  if (raw === undefined || !isObject(response)) return
  const before = outline(DIALECTS[dialect].decodeReply(response))
  const after = outline(collectReply(decodeStream(dialect, Buffer.from(raw))).reply)
  const difference = firstDifference(before, after)
  tally.note('a stream and its last response', id, difference === null ? [] : [difference])
}
