import type { Finish } from '../chat.ts'
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
