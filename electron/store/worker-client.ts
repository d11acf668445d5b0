import { setTimeout } from 'node:timers/promises'
import type { Worker } from 'node:worker_threads'
import { GatehouseError } from '../../shared/errors.ts'
import type { AnswerMessage, CallMessage, FailureMessage } from './protocol.ts'

/** How long a thread that was asked to close may take until it is ended. */
const EXIT_MS = 1000

/** The calls of a worker: each takes one input. */
type CallTable = Readonly<Record<string, (input: never) => unknown>>

interface Pending {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: GatehouseError) => void
}

/** One worker thread as its caller sees it: calls that are answered, and whatever else it says by itself. */
export class WorkerClient<Calls extends CallTable> {
  readonly #started: Promise<Worker>
  readonly #onMessage: (message: unknown) => void
  readonly #onEnd: (error: GatehouseError) => void
  readonly #pending = new Map<number, Pending>()
  readonly #exited: Promise<void>
  #exit: () => void = () => undefined
  #worker: Worker | null = null
  #ended: GatehouseError | null = null
  #lastId = 0
  /** Messages sent before the thread was there. */
  #early: { message: unknown; transfer: readonly ArrayBuffer[] }[] = []

  constructor(options: {
    start: () => Promise<Worker>
    /** Gets messages that answer no call. */
    onMessage: (message: unknown) => void
    /** The thread ended without having been asked to. */
    onEnd: (error: GatehouseError) => void
  }) {
    this.#onMessage = options.onMessage
    this.#onEnd = options.onEnd
    this.#exited = new Promise((resolve) => (this.#exit = resolve))
    this.#started = options.start().then((worker) => {
      worker.on('message', (message: unknown) => this.#receive(message))
      worker.on('error', (error) => this.#end(error))
      worker.on('exit', () => {
        this.#exit()
        this.#end(new Error('the thread ended'))
      })
      this.#worker = worker
      for (const { message, transfer } of this.#early) worker.postMessage(message, transfer)
      this.#early = []
      return worker
    })
    this.#started.catch((error: unknown) => this.#end(error))
  }

  /** Calls that are not answered yet. */
  get pending(): number {
    return this.#pending.size
  }

  /** Asks the worker; rejects with its `GatehouseError`. */
  call<Name extends keyof Calls & string>(
    name: Name,
    input: Parameters<Calls[Name]>[0]
  ): Promise<Awaited<ReturnType<Calls[Name]>>> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    this.#lastId += 1
    const message: CallMessage = { id: this.#lastId, name, input }
    return new Promise((resolve, reject) => {
      // The edge between the threads: the handlers over there are typed by the same table.
      const settle = resolve as (result: unknown) => void
      this.#pending.set(message.id, { resolve: settle, reject })
      this.send(message, [])
    })
  }

  /** Sends a message as it is, after all those sent before. */
  send(message: unknown, transfer: readonly ArrayBuffer[]): void {
    if (this.#worker !== null) this.#worker.postMessage(message, transfer)
    else this.#early.push({ message, transfer })
  }

  /** Ends the thread; calls that were not answered are refused. One that was asked to close is ending by itself. */
  async terminate(): Promise<void> {
    this.#refuse((this.#ended ??= closedError()))
    const worker = await this.#started.catch(() => null)
    if (worker === null) return
    await Promise.race([this.#exited, setTimeout(EXIT_MS, null, { ref: false })])
    await worker.terminate()
  }

  #receive(message: unknown): void {
    if (!isAnswer(message)) {
      this.#onMessage(message)
      return
    }
    const pending = this.#pending.get(message.id)
    this.#pending.delete(message.id)
    if ('error' in message) pending?.reject(fromFailure(message.error))
    else pending?.resolve(message.result)
  }

  #end(cause: unknown): void {
    if (this.#ended !== null) return
    const detail = cause instanceof Error ? cause.message : String(cause)
    this.#ended =
      cause instanceof GatehouseError
        ? cause
        : new GatehouseError(
            'internal',
            `The database thread ended unexpectedly (${detail}). Restart Gatehouse; what was saved is safe.`,
            { cause }
          )
    this.#refuse(this.#ended)
    this.#onEnd(this.#ended)
  }

  #refuse(error: GatehouseError): void {
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
    this.#early = []
  }
}

/** What a call gets after the store was closed. */
export function closedError(): GatehouseError {
  return new GatehouseError('shutting_down', 'Gatehouse is stopping: its databases are closed.')
}

/** An error that came from another thread. */
export function fromFailure({ code, message }: FailureMessage): GatehouseError {
  return new GatehouseError(code, message)
}

/** Answers carry the number of their call; this is the one place where messages of a worker are told apart. */
function isAnswer(message: unknown): message is AnswerMessage {
  return typeof message === 'object' && message !== null && 'id' in message
}
