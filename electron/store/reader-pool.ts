import type { Worker } from 'node:worker_threads'
import type { ReaderCalls } from './protocol.ts'
import { closedError, WorkerClient } from './worker-client.ts'

/** Enough that a slow search does not hold up a chart. */
const MOST_READERS = 2

/** The readers: none at first, one from the first question on, a second one while the first is busy. */
export class ReaderPool {
  readonly #start: () => Promise<Worker>
  #readers: WorkerClient<ReaderCalls>[] = []
  #closed = false

  constructor(start: () => Promise<Worker>) {
    this.#start = start
  }

  call<Name extends keyof ReaderCalls>(
    name: Name,
    input: Parameters<ReaderCalls[Name]>[0]
  ): Promise<Awaited<ReturnType<ReaderCalls[Name]>>> {
    if (this.#closed) return Promise.reject(closedError())
    return this.#leastBusy().call(name, input)
  }

  /** Closes the databases and ends the threads. */
  async close(): Promise<void> {
    this.#closed = true
    const readers = this.#readers
    this.#readers = []
    await Promise.all(
      readers.map(async (reader) => {
        // A reader whose thread has ended has nothing open any more.
        await reader.call('close', null).catch(() => null)
        await reader.terminate()
      })
    )
  }

  #leastBusy(): WorkerClient<ReaderCalls> {
    const [first] = this.#readers.toSorted((a, b) => a.pending - b.pending)
    if (first !== undefined && (first.pending === 0 || this.#readers.length >= MOST_READERS)) return first
    return this.#add()
  }

  #add(): WorkerClient<ReaderCalls> {
    const reader = new WorkerClient<ReaderCalls>({
      start: this.#start,
      onMessage: () => undefined,
      // Out of the pool: the next question starts another one.
      onEnd: () => {
        this.#readers = this.#readers.filter((other) => other !== reader)
      }
    })
    this.#readers.push(reader)
    return reader
  }
}
