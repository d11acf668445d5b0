import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest } from '../../../electron/dialects/chat.ts'
import { specFaults } from '../specs/spec-faults.ts'
import { compareRequests, tellsOf } from './compare-requests.ts'
import { decodeRequest, encodeFor, quirksOf } from './codec-steps.ts'
import { sameRequest } from './equivalence.ts'
import type { Recording } from './load-recordings.ts'
import { READERS } from './readers.ts'
import { brokenRules } from './strict-rules.ts'
import type { Tally } from './tally.ts'
import { OTHER_NAMES, unreadFields } from './unread-fields.ts'
import { objectAt, type Json } from './walk-json.ts'

/** Each recorded request: decoded, written again in its own dialect, and in every other one. */
export function checkRequests(recordings: readonly Recording[], tally: Tally): void {
  for (const recording of recordings) {
    if (recording.request === undefined) continue
    const chat = tryDecode(recording, recording.request, tally)
    if (chat === null) continue
    checkOwn(recording, recording.request, chat, tally)
    for (const target of CLIENT_DIALECT_IDS) {
      if (target !== recording.dialect) checkForeign(recording, recording.request, chat, target, tally)
    }
  }
}

function tryDecode(recording: Recording, body: Json, tally: Tally): ChatRequest | null {
  try {
    const chat = decodeRequest(recording, body)
    tally.good('request', recording.id)
    return chat
  } catch (error) {
    tally.bad('request', recording.id, [told(error)])
    return null
  }
}

function checkOwn(recording: Recording, body: Json, chat: ChatRequest, tally: Tally): void {
  const check = 'request re-encoded'
  try {
    const encoded = encodeFor(recording.dialect, chat, quirksOf(recording), chat.model)
    const difference = sameRequest(recording.dialect, body, encoded.body)
    tally.note(check, recording.id, [
      ...(difference === null ? [] : [difference]),
      ...encoded.notes.map((note) => `note: ${note}`)
    ])
  } catch (error) {
    tally.bad(check, recording.id, [told(error)])
  }
}

function checkForeign(
  recording: Recording,
  body: Json,
  chat: ChatRequest,
  target: ClientDialectId,
  tally: Tally
): void {
  const check = `request -> ${target}`
  try {
    const { body: encoded, notes } = encodeFor(target, chat)
    const before = READERS[recording.dialect].request(body)
    const after = READERS[target].request(encoded)
    const found = [...compareRequests(before, after, target, notes)]
    for (const name of unreadFields(recording.dialect, body)) {
      const names = [name, ...(OTHER_NAMES[name] ?? [])]
      const isSaid = names.some(
        (other) => isField(encoded, other) || notes.some((note) => tellsOf(note, other))
      )
      if (!isSaid) found.push(`${name} was lost without a note`)
    }
    // What the provider itself refused may stay as wrong as it was.
    if (recording.status < 400) {
      found.push(...brokenRules(target, encoded).map((rule) => `rule: ${rule}`))
      found.push(...specFaults(target, 'request', encoded))
    }
    tally.note(check, recording.id, found)
  } catch (error) {
    tally.bad(check, recording.id, [told(error)])
  }
}

function isField(body: Json, name: string): boolean {
  return body[name] !== undefined || objectAt(body, 'generationConfig')[name] !== undefined
}

/** What a codec threw: its own refusals in their words, anything else as a fault. */
export function told(error: unknown): string {
  if (error instanceof GatehouseError) return `refused (${error.code}): ${error.message}`
  return error instanceof Error ? `threw ${error.name}: ${error.message}` : 'threw something else'
}
