import { GatehouseError } from '../../../shared/errors.ts'
import type { AttemptFailure, CommittedStream } from '../attempt-outcome.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { headersForClient } from '../passed-headers.ts'
import type { StreamSummary } from '../reply-stream.ts'
import { StreamRecorder } from '../stream-recorder.ts'
import { toldOf } from '../told-error.ts'
import type { Answer } from './attempt-targets.ts'

/** Streams are kept as events, also where the client reads them as one list. */
const EVENT_STREAM = 'text/event-stream'

/** Stage 7: the answer to the client. Resolves when the last byte is written or the client is gone. */
export function reply(call: GatewayCall, answer: Answer): Promise<void> {
  if (answer.kind === 'whole') return sendWhole(call, answer)
  return answer.isBytes ? sendBytes(call, answer) : sendStream(call, answer)
}

async function sendWhole(call: GatewayCall, answer: Extract<Answer, { kind: 'whole' }>): Promise<void> {
  const { facts } = call
  const { usageRaw, body, asStream, contentType = 'application/json', isCollected = false } = answer.reply
  facts.usageRaw = usageRaw
  if (facts.body?.stream === true && asStream !== null) {
    facts.notes.push('the provider answered a streamed request with a whole reply')
    const recorder = facts.token?.payloads === true ? new StreamRecorder() : null
    const events = Buffer.from(asStream())
    call.reply.startStream(headersForClient(answer.headers))
    recorder?.add(events, call.elapsedMs())
    facts.reply = recorder?.finish(EVENT_STREAM) ?? null
    call.reply.write(events)
    call.reply.end()
    return
  }
  if (isCollected) facts.notes.push('the provider answered a request for a whole reply with a stream')
  facts.reply = { body, contentType, eventEnds: [], eventTimes: [] }
  call.reply.sendWhole(
    answer.status,
    {
      'content-type': contentType,
      ...headersForClient(answer.headers),
      ...(isCollected ? { 'content-type': contentType } : {})
    },
    body
  )
}

function sendStream(call: GatewayCall, answer: Extract<Answer, { kind: 'stream' }>): Promise<void> {
  const { facts } = call
  const recorder = facts.token?.payloads === true ? new StreamRecorder() : null
  call.reply.startStream(headersForClient(answer.headers))
  const resumeOnDrain = openResumer(call, answer.stream)
  return new Promise((resolve) => {
    const end = (summary: StreamSummary, failure: AttemptFailure | null): void => {
      facts.usageRaw = summary.usageRaw
      // What closes a stream comes when it comes: gaps are those between pieces of output.
      facts.chunkTimes.length = Math.max(0, facts.chunkTimes.length - summary.closing)
      if (recorder !== null) {
        facts.reply = recorder.finish(EVENT_STREAM)
        if (facts.reply === null) facts.notes.push('the reply was too long to be stored')
      }
      if (summary.error !== null) {
        facts.error = {
          reason: 'unknown',
          code: summary.error.code,
          message: summary.error.message.slice(0, 500)
        }
      }
      finish(call, failure, answer.stream)
      resolve()
    }
    answer.stream.attach({
      write(chunk) {
        const time = call.elapsedMs()
        facts.chunkTimes.push(time)
        recorder?.add(chunk, time)
        if (call.reply.write(chunk)) return true
        resumeOnDrain()
        return false
      },
      end
    })
  })
}

/** A file: it flows at the client's pace and is not kept, so that the log doesn't fill with sound and pictures. */
function sendBytes(call: GatewayCall, answer: Extract<Answer, { kind: 'stream' }>): Promise<void> {
  const { facts } = call
  const { 'content-length': length, 'content-type': type = 'of no type' } = answer.headers
  call.reply.startBytes(answer.status, {
    ...headersForClient(answer.headers),
    // What was unpacked on the way is longer.
    ...(length === undefined || answer.headers['content-encoding'] !== undefined
      ? {}
      : { 'content-length': length })
  })
  let bytes = 0
  const resumeOnDrain = openResumer(call, answer.stream)
  return new Promise((resolve) => {
    answer.stream.attach({
      write(chunk) {
        bytes += chunk.length
        if (call.reply.write(chunk)) return true
        resumeOnDrain()
        return false
      },
      end(_summary, failure) {
        if (facts.token?.payloads === true)
          facts.notes.push(`the file of ${bytes} bytes (${type.slice(0, 100)}) was not stored`)
        finish(call, failure, answer.stream)
        resolve()
      }
    })
  })
}

/** Lets the provider go on once the client has read; asked once, however much still comes behind the pause. */
function openResumer(call: GatewayCall, stream: CommittedStream): () => void {
  let waits = false
  return () => {
    if (waits) return
    waits = true
    call.reply.onDrain(() => {
      waits = false
      stream.resume()
    })
  }
}

/** The end of a reply whose beginning is with the client. */
function finish(call: GatewayCall, failure: AttemptFailure | null, stream: CommittedStream): void {
  const { facts } = call
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
    const code = failure.reason === 'timeout' ? 'upstream_timeout' : 'upstream_failed'
    const told = toldOf(new GatehouseError(code, failure.message))
    call.reply.breakOff(told, stream.breakOff(told))
  }
}
