import type { ChatEvent } from '../chat.ts'
import type { ReplyContext, StreamEncoder, ToldError } from '../dialect.ts'
import { tellError, typeOfError } from './encode-error.ts'
import { StreamWriter } from './event-writer.ts'
import { ResponseWriter } from './response-writer.ts'

/** A streamed response for a client (https://platform.openai.com/docs/api-reference/responses-streaming). */
export function openStreamEncoder(context: ReplyContext): StreamEncoder {
  const events = new StreamWriter()
  const response = new ResponseWriter(context, events)
  let isOver = false

  const complete = (): string => {
    isOver = true
    const before = response.closeAll()
    const whole = response.response()
    return before + events.write(lastEvent(whole['status']), { response: whole })
  }
  const fail = (error: ToldError): string => {
    if (isOver) return ''
    isOver = true
    const { code, message } = tellError(error)
    const before = response.begin({})
    // As OpenAI has it: clients that know of one of the two events alone are told all the same.
    const told = { type: typeOfError(error), code, message, param: null }
    // What a response cost that was not made is not known.
    const { usage: _usage, ...made } = response.response()
    const failed = {
      ...made,
      status: 'failed',
      error: { code: code ?? 'server_error', message }
    }
    return (
      before +
      events.write('error', { code, message, param: null, error: told }) +
      events.write('response.failed', { response: failed })
    )
  }
  return {
    push(event: ChatEvent): string {
      if (isOver) return ''
      if (event.type === 'error') {
        return fail({ status: 502, reason: 'unknown', code: event.error.code, message: event.error.message })
      }
      const text = response.push(event)
      return event.type === 'end' ? text + complete() : text
    },
    fail,
    // A stream that was cut must not look like one that ended.
    end: () => (isOver || !response.isFinished ? '' : complete())
  }
}

function lastEvent(status: unknown): string {
  return status === 'incomplete' || status === 'failed' ? `response.${status}` : 'response.completed'
}
