import type { ServerEvent, StreamWatch, WatchedEvent } from '../dialect.ts'
import { fieldsOf, isFields, parseFields, textOf, type Fields } from '../json.ts'
import { finishWord } from './finish-reason.ts'
import { hasOtherNames, readNames } from './read-names.ts'
import { readStreamError } from './read-stream-error.ts'

/**
 * What a passing chunk says. Google ends a stream with the connection, not with an event; the candidate's
 * `finishReason`, or a prompt's `blockReason`, is the last that it says of the reply.
 */
export const watch: StreamWatch = {
  read: readChunk,
  // Each chunk has the whole usage so far; the last ones of a stream may lack counts (Vertex's `trafficType` alone).
  mergeUsage: (before, after) =>
    isFields(before) && isFields(after) ? { ...before, ...after } : (after ?? before)
}

function readChunk({ data }: ServerEvent): WatchedEvent | null {
  const read = parseFields(data)
  if (read === undefined) return null
  const chunk = hasOtherNames(read) ? readNames(read) : read
  const listed = chunk['candidates']
  const candidates: readonly unknown[] = Array.isArray(listed) ? listed : []
  let output = false
  let finish: string | null = null
  for (const candidate of candidates) {
    if (!isFields(candidate)) continue
    output ||= hasOutput(candidate)
    finish ??= finishWord(candidate['finishReason']) ?? null
  }
  const blocked =
    candidates.length === 0 ? textOf(fieldsOf(chunk['promptFeedback'])?.['blockReason']) : undefined
  return {
    output,
    error: readStreamError(chunk),
    finish: finish ?? blocked ?? null,
    usage: chunk['usageMetadata'] ?? undefined,
    done: false
  }
}

/** Whether a candidate brings more than an empty text. */
function hasOutput(candidate: Fields): boolean {
  const content = candidate['content']
  const parts = isFields(content) ? content['parts'] : undefined
  if (!Array.isArray(parts)) return false
  return parts.some((part) => {
    if (!isFields(part)) return false
    for (const name in part) {
      if (name === 'thought' || name === 'thoughtSignature') continue
      if (name !== 'text' || part[name] !== '') return true
    }
    return false
  })
}
