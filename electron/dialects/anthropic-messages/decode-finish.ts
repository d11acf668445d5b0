import type { Finish, Part } from '../chat.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'
import { readStopReason } from './stop-reasons.ts'

/** How a message ended; undefined where it doesn't say. The fields stand in the message, or in a stream's last delta. */
export function decodeFinish(fields: Fields): Finish | undefined {
  const word = textOf(fields['stop_reason'])
  if (word === undefined) return undefined
  const details = fieldsOf(fields['stop_details'])
  return {
    ...readStopReason(word),
    stopSequence: textOf(fields['stop_sequence']),
    extra:
      details === undefined ? undefined : { dialect: 'anthropic-messages', fields: { stop_details: details } }
  }
}

/** What a refusal is explained with, for clients whose dialect has no other place for it; marked, since it is told twice. */
export function explanationOf(finish: Finish | undefined): Part | undefined {
  const details = fieldsOf(finish?.extra?.fields['stop_details'])
  const text = textOf(details?.['explanation'])
  if (finish?.reason !== 'refusal' || text === undefined || text === '') return undefined
  return { type: 'refusal', text, extra: { dialect: 'anthropic-messages', fields: { explanation: true } } }
}

/** Whether a part is such an explanation, which this dialect tells in `stop_details`. */
export function isExplanation(part: Part): boolean {
  return (
    part.type === 'refusal' &&
    part.extra?.dialect === 'anthropic-messages' &&
    'explanation' in part.extra.fields
  )
}
