import type { AttemptFailure } from '../attempt.ts'
import type { StreamSummary } from '../../dialects/openai-chat/scan-stream.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { headersForClient } from '../passed-headers.ts'
import { StreamRecorder } from '../stream-recorder.ts'
import type { Answer } from './attempt-targets.ts'

/** Stage 7: the answer's bytes to the client. Resolves when the last one is written or the client is gone. */
export function reply(call: GatewayCall, answer: Answer): Promise<void> {
  return answer.kind === 'whole' ? sendWhole(call, answer) : sendStream(call, answer)
}

async function sendWhole(call: GatewayCall, answer: Extract<Answer, { kind: 'whole' }>): Promise<void> {
  const { facts } = call
  facts.usageRaw = answer.usageRaw
  const contentType = answer.headers['content-type'] ?? null
  facts.reply = { body: answer.body, contentType, eventEnds: [], eventTimes: [] }
  if (call.reply.started) {
    // A comment already opened a stream: the provider ignored the wish for one, so its reply goes as one event.
    call.reply.write(Buffer.from(`data: ${inOneLine(answer.body)}\n\ndata: [DONE]\n\n`))
    call.reply.end()
    facts.notes.push('the provider answered a streamed request with a whole reply')
    return
  }
  call.reply.sendWhole(answer.status, headersForClient(answer.headers), answer.body)
}

/** An event's data is one line; in JSON, line breaks are only ever between tokens. */
function inOneLine(json: Buffer): string {
  return json.toString('utf8').replace(/[\r\n]+/g, ' ')
}

function sendStream(call: GatewayCall, answer: Extract<Answer, { kind: 'stream' }>): Promise<void> {
  const { facts } = call
  const recorder = facts.token?.payloads === true ? new StreamRecorder() : null
  call.reply.startStream(headersForClient(answer.headers))
  return new Promise((resolve) => {
    const finish = (summary: StreamSummary, failure: AttemptFailure | null): void => {
      facts.usageRaw = summary.usageRaw
      // What closes a stream comes when it comes: gaps are those between pieces of output.
      facts.chunkTimes.length = Math.max(0, facts.chunkTimes.length - summary.closing)
      if (recorder !== null) {
        facts.reply = recorder.finish(answer.headers['content-type'] ?? null)
        if (facts.reply === null) facts.notes.push('the reply was too long to be stored')
      }
      if (summary.error !== null) {
        facts.error = {
          reason: 'unknown',
          code: summary.error.code,
          message: summary.error.message.slice(0, 500)
        }
      }
      if (call.hungUp) {
        facts.error = {
          reason: 'client-closed',
          code: 'client_closed',
          message: 'The client hung up in the middle of the stream.'
        }
      } else if (failure === null) {
        call.reply.end()
      } else {
        facts.error = { reason: failure.reason, code: failure.code, message: failure.message }
        call.reply.refuse(
          new GatehouseError(
            failure.reason === 'timeout' ? 'upstream_timeout' : 'upstream_failed',
            failure.message
          )
        )
      }
      resolve()
    }
    answer.stream.attach({
      write(chunk) {
        const time = call.elapsedMs()
        facts.chunkTimes.push(time)
        recorder?.add(chunk, time)
        if (call.reply.write(chunk)) return true
        call.reply.onDrain(() => answer.stream.resume())
        return false
      },
      end: finish
    })
  })
}
