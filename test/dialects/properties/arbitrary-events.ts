import fc from 'fast-check'
import type { ChatEvent, ChatReply } from '../../../electron/dialects/chat.ts'
import { replyEvents } from '../../../electron/dialects/collect-reply.ts'

/**
 * A reply as a stream in which its tool calls are open together and grow in turns, and every text comes in pieces that
 * are cut anywhere, also inside a character of two UTF-16 units.
 */
export function arbitraryEvents(reply: ChatReply): fc.Arbitrary<readonly ChatEvent[]> {
  return fc.infiniteStream(fc.nat({ max: 1_000_000 })).map((numbers) => {
    const next = (below: number): number => {
      const { value } = numbers.next()
      return below <= 0 ? 0 : value % below
    }
    const lanes: ChatEvent[][] = []
    const before: ChatEvent[] = []
    const after: ChatEvent[] = []
    for (const event of replyEvents(reply)) {
      if (event.type === 'open') lanes.push([event])
      else if (event.type === 'delta') lanes.at(-1)?.push(...pieces(event, next))
      else if (event.type === 'close') lanes.at(-1)?.push(event)
      else (lanes.length === 0 ? before : after).push(event)
    }
    return [...before, ...interleaved(lanes, next), ...after]
  })
}

function pieces(event: Extract<ChatEvent, { type: 'delta' }>, next: (below: number) => number): ChatEvent[] {
  const cut: ChatEvent[] = []
  for (let at = 0; at < event.text.length;) {
    const length = 1 + next(6)
    cut.push({ ...event, text: event.text.slice(at, at + length) })
    at += length
  }
  return cut
}

/** Parts open in their order; those that are tool calls may be open together, all others close first. */
function interleaved(lanes: readonly ChatEvent[][], next: (below: number) => number): ChatEvent[] {
  const events: ChatEvent[] = []
  const open: ChatEvent[][] = []
  const rest = [...lanes]
  const isCall = (lane: readonly ChatEvent[] | undefined): boolean =>
    lane?.[0]?.type === 'open' && lane[0].part.type === 'tool-call'
  let together = false
  while (open.length > 0 || rest.length > 0) {
    const mayOpen = rest.length > 0 && (open.length === 0 || (together && isCall(rest[0])))
    if (mayOpen && (open.length === 0 || next(2) === 0)) {
      const lane = rest.shift() ?? []
      together = isCall(lane)
      const first = lane.shift()
      if (first !== undefined) events.push(first)
      open.push(lane)
      continue
    }
    const place = next(open.length)
    const lane = open[place] ?? []
    const event = lane.shift()
    if (event !== undefined) events.push(event)
    if (lane.length === 0) open.splice(place, 1)
  }
  return events
}
