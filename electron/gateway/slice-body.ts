import type { Place, SlicedBody } from '../store/store.ts'
import type { ReadBody } from './stages/read-request.ts'

/** A top-level member of at least this size is a slice of its own, so that a list of tools is stored once. */
const OWN_SLICE_BYTES = 512

/**
 * Cuts a request body where its next turn will agree with it: after each message, and around large members. Agents
 * send their whole history again each turn; slices that stay the same are stored once.
 */
export function sliceBody({ bytes, scan, listOf }: ReadBody): SlicedBody {
  const ends: number[] = []
  const places: Place[] = []
  const cut = (end: number, place: Place): void => {
    if (end <= (ends.at(-1) ?? 0)) return
    ends.push(end)
    places.push(place)
  }
  const list = scan.members.get(listOf)
  let place: Place = 'before'
  for (const member of scan.members.values()) {
    if (member === list && scan.itemEnds.length > 0) {
      cut(member.start + 1, 'before')
      // The comma before a message belongs to it: the last message of this turn has none after it, but will in the next.
      for (const end of scan.itemEnds) cut(end, 'message')
      place = 'after'
    } else if (member.end - member.start >= OWN_SLICE_BYTES) {
      cut(member.start, place)
      cut(member.end, place)
    }
  }
  cut(bytes.length, place)
  return { body: bytes, ends, places }
}
