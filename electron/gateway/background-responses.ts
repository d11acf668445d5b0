import { GatehouseError } from '../../shared/errors.ts'
import type { Fields } from '../dialects/json.ts'
import { BackgroundEvents } from './background-events.ts'
import type { KeptResponse, ResponseOwner, ResponseStore } from './response-store.ts'
import { TargetsFailed } from './stages/attempt-targets.ts'

/** How long the events of a finished response can be had again: as OpenAI does, about ten minutes. */
const EVENTS_MS = 10 * 60_000
/** Those of all finished responses take at most about so much memory. */
const MOST_CHARACTERS = 64 * 1024 * 1024

/** What a run is lent. */
export interface BackgroundControl {
  /** Whether its client cancelled it, or Gatehouse is being closed. */
  readonly cancelled: boolean
  /** Sets what to end when it is cancelled; null: nothing is under way. As `GatewayCall.onHangUp`. */
  onCancel(listener: (() => void) | null): void
  /** Takes the events of the response's stream, where its client asked for one; the last one ends with the run. */
  emit(events: string): void
}

export interface BackgroundStart {
  /** What is kept of it; `response` is how it stands now: `background: true`, status `queued` or `in_progress`. */
  readonly kept: KeptResponse
  /** Whether its client asked for a stream of events. */
  readonly stream: boolean
  /** Makes the response, whatever becomes of the client: resolves to the finished object, rejects where it failed. */
  readonly run: (control: BackgroundControl) => Promise<Fields>
}

/**
 * Responses that are made while no client waits (`background: true`), for targets whose provider has none such.
 *
 *     // POST /v1/responses with `background: true`, admitted, planned, translated; `store: false` is refused.
 *     const done = background.start({ kept: { ...kept, response: queued }, stream: body.stream, run: async (control) => {
 *       control.onCancel(() => call.hangUp())            // ends the attempt as a client does that goes away
 *       const answer = await attemptTargets(...)         // and what comes of it goes to `control.emit`
 *       return finishedResponse                          // status `completed`, `incomplete` or `failed`
 *     } })
 *     if (body.stream) await background.events(id, token)?.follow(call, -1)
 *     else call.reply.sendJson(200, queued)
 *     await done      // so that the row is settled when all is known; rejects as the run did
 */
export interface BackgroundResponses {
  /** Keeps the response as it stands, begins the run, and keeps what it comes to. Settles as the run does, after that. */
  start(options: BackgroundStart): Promise<void>
  isRunning(id: string, token: ResponseOwner): boolean
  /** Ends a run: the response is kept as cancelled, whatever still comes of it. False where it doesn't run. */
  cancel(id: string, token: ResponseOwner): boolean
  /** The events of a response that was asked for as a stream, while they are kept; null for others. */
  events(id: string, token: ResponseOwner): BackgroundEvents | null
  /** Ends all runs: their responses are kept as failed. */
  close(): void
}

interface Run {
  readonly kept: KeptResponse
  readonly control: { cancelled: boolean }
  cancelListener: (() => void) | null
}

export function createBackgroundResponses(responses: Pick<ResponseStore, 'keep'>): BackgroundResponses {
  const runs = new Map<string, Run>()
  const streams = new Map<string, BackgroundEvents>()
  const timers = new Set<NodeJS.Timeout>()

  /** Keeps what a run came to; does nothing where that is known already. */
  const settle = (run: Run, response: Fields): boolean => {
    const key = keyOf(run.kept.id, run.kept.token)
    if (runs.get(key) !== run) return false
    runs.delete(key)
    responses.keep({ ...run.kept, response })
    return true
  }

  /** Ends a run before it is done. */
  const stop = (run: Run, response: Fields): void => {
    run.control.cancelled = true
    if (!settle(run, response)) return
    tellFailed(streams.get(keyOf(run.kept.id, run.kept.token)), response)
    endStream(run)
    run.cancelListener?.()
  }

  const endStream = ({ kept: { id, token } }: Run): void => {
    const key = keyOf(id, token)
    const events = streams.get(key)
    if (events === undefined) return
    events.end()
    dropOldest()
    const timer = setTimeout(() => {
      timers.delete(timer)
      if (streams.get(key) === events) streams.delete(key)
    }, EVENTS_MS).unref()
    timers.add(timer)
  }

  const dropOldest = (): void => {
    let characters = 0
    for (const events of streams.values()) characters += events.ended ? events.characters : 0
    for (const [key, events] of streams) {
      if (characters <= MOST_CHARACTERS) return
      if (!events.ended) continue
      characters -= events.characters
      streams.delete(key)
    }
  }

  const begin = async ({ kept, stream, run: work }: BackgroundStart): Promise<void> => {
    const key = keyOf(kept.id, kept.token)
    const events = stream ? new BackgroundEvents() : null
    const control = {
      cancelled: false,
      onCancel: (listener: (() => void) | null): void => {
        run.cancelListener = listener
        if (control.cancelled) listener?.()
      },
      emit: (text: string): void => events?.push(text)
    }
    const run: Run = { kept, control, cancelListener: null }
    runs.set(key, run)
    if (events !== null) streams.set(key, events)
    responses.keep(kept)
    try {
      settle(run, await work(control))
      endStream(run)
    } catch (error) {
      stop(run, failed(kept.response, messageOf(error)))
      throw error
    }
  }

  return {
    start(options) {
      const done = begin(options)
      // Its caller may be busy with the client when it rejects, and asks later.
      done.catch(() => undefined)
      return done
    },

    isRunning: (id, token) => runs.has(keyOf(id, token)),

    cancel(id, token) {
      const run = runs.get(keyOf(id, token))
      if (run === undefined) return false
      stop(run, { ...run.kept.response, status: 'cancelled', output: [] })
      return true
    },

    events: (id, token) => streams.get(keyOf(id, token)) ?? null,

    close() {
      for (const run of runs.values()) stop(run, cutOff(run.kept.response))
      for (const timer of timers) clearTimeout(timer)
      timers.clear()
      streams.clear()
    }
  }
}

/** A response that was being made when Gatehouse was ended. */
export function cutOff(response: Fields): Fields {
  return failed(response, 'Gatehouse was closed before this response was finished. Ask for it again.')
}

/** https://platform.openai.com/docs/api-reference/responses/object: `error` has a code of a short list, and a message. */
function failed(response: Fields, message: string): Fields {
  return { ...response, status: 'failed', error: { code: 'server_error', message } }
}

/** What an app may be told: refusals and providers' errors are made for it, others are not. */
function messageOf(error: unknown): string {
  if (error instanceof GatehouseError || error instanceof TargetsFailed) return error.message
  return 'Gatehouse failed on this response.'
}

/** How OpenAI ends a stream whose response was cancelled or failed. */
function tellFailed(events: BackgroundEvents | undefined, response: Fields): void {
  if (events === undefined) return
  const type = 'response.failed'
  const data = JSON.stringify({ type, sequence_number: events.count, response })
  events.push(`event: ${type}\ndata: ${data}\n\n`)
}

function keyOf(id: string, { name }: ResponseOwner): string {
  return `${name}\n${id}`
}
