import type { GatehouseError } from '../../shared/errors.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import type { Clock } from '../app/ports.ts'
import { packBatch } from './pack-batch.ts'
import type { BatchMessage, LogBatch, SettledMessage } from './protocol.ts'
import type { LogEntry } from './store.ts'
import { fromFailure } from './worker-client.ts'

/** Rows wait at most this long for others to come along: well within the half second that a crash may cost. */
const LONGEST_WAIT_MS = 150
/** A batch is sent when it has so many rows or bytes of bodies, whichever is first. */
const BATCH_ROWS = 256
const BATCH_BYTES = 4 * 1024 * 1024
/** When the writer falls behind, batches grow to this: one large transaction is cheaper than many. */
const LARGEST_BATCH_ROWS = 4096
const LARGEST_BATCH_BYTES = 32 * 1024 * 1024
/** One is being written, one waits in the worker, so that it never idles. More would only take memory. */
const MOST_IN_FLIGHT = 2
/** Bodies that are not on disk yet take at most this much memory; beyond it rows are logged without theirs. */
const MOST_BODY_BYTES = 128 * 1024 * 1024
/** Rows kept while the disk refuses them; without a fault rows are never dropped. */
const MOST_STUCK_ROWS = 50_000

interface Sent {
  readonly sequence: number
  readonly rows: readonly RequestLogRow[]
  readonly bytes: number
}

interface Flush {
  /** Resolves when so many rows are settled. */
  readonly rows: number
  readonly resolve: () => void
  readonly reject: (error: GatehouseError) => void
}

/** Gathers log entries on the serving thread and hands them to the writer in batches, in order. */
export class LogQueue {
  readonly #clock: Clock
  readonly #send: (batch: LogBatch) => void
  readonly #notice: (line: string) => void
  readonly #listeners = new Set<(rows: readonly RequestLogRow[]) => void>()
  #waiting: LogEntry[] = []
  #waitingBytes = 0
  /** When the first waiting entry came, by the monotonic clock. */
  #waitingSince = 0
  #timer: NodeJS.Timeout | null = null
  #sent: Sent[] = []
  #sentBytes = 0
  #sequence = 0
  #appended = 0
  #settled = 0
  #flushes: Flush[] = []
  #stuck = false
  #dropped = 0
  #ended: GatehouseError | null = null

  constructor(options: { clock: Clock; send: (batch: LogBatch) => void; notice: (line: string) => void }) {
    this.#clock = options.clock
    this.#send = options.send
    this.#notice = options.notice
  }

  append(entry: LogEntry): void {
    if (this.#ended !== null || (this.#stuck && this.#appended - this.#settled >= MOST_STUCK_ROWS)) {
      this.#drop()
      return
    }
    const bytes = (entry.request?.body.length ?? 0) + (entry.reply?.body.length ?? 0)
    const fits = bytes === 0 || this.#waitingBytes + this.#sentBytes + bytes <= MOST_BODY_BYTES
    this.#waiting.push(fits ? entry : withoutBodies(entry))
    this.#waitingBytes += fits ? bytes : 0
    this.#appended += 1
    if (this.#waiting.length === 1) {
      this.#waitingSince = this.#clock.monotonic()
      this.#timer = setTimeout(() => this.#post(), LONGEST_WAIT_MS)
      return
    }
    // Timers run late on a busy thread, so the age is looked at here too.
    if (
      this.#waiting.length >= BATCH_ROWS ||
      this.#waitingBytes >= BATCH_BYTES ||
      this.#clock.monotonic() - this.#waitingSince >= LONGEST_WAIT_MS
    ) {
      this.#post()
    }
  }

  onSettled(listener: (rows: readonly RequestLogRow[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Resolves when everything appended so far is on disk; rejects where the disk refuses it. */
  flush(): Promise<void> {
    if (this.#ended !== null) return Promise.reject(this.#ended)
    if (this.#settled === this.#appended) return Promise.resolve()
    const done = new Promise<void>((resolve, reject) => {
      this.#flushes.push({ rows: this.#appended, resolve, reject })
    })
    this.#post()
    return done
  }

  /** What the writer says of its batches. */
  receive(message: BatchMessage): void {
    if ('settled' in message) {
      this.#settle(message)
      return
    }
    const error = fromFailure(message.error)
    if (!this.#stuck) this.#notice(`The request log can't be written: ${error.message}`)
    this.#stuck = true
    this.#rejectFlushes(error)
  }

  /** The writer is gone: nothing more can be written. */
  end(error: GatehouseError): void {
    this.#ended = error
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting = []
    this.#sent = []
    this.#rejectFlushes(error)
  }

  /** Sends what waits, as far as the writer is ready for it; what is left goes when a batch is settled. */
  #post(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    while (this.#waiting.length > 0 && this.#sent.length < MOST_IN_FLIGHT) {
      const entries = this.#take()
      const bytes = bodyBytes(entries)
      this.#waitingBytes -= bytes
      this.#sentBytes += bytes
      this.#sequence += 1
      const { batch, packed } = this.#pack(entries)
      this.#settled += entries.length - packed.length
      this.#sent.push({ sequence: this.#sequence, rows: packed.map(({ row }) => row), bytes })
      this.#send(batch)
    }
  }

  /** A row that can't be packed must not end the program from a timer: the others go without it. */
  #pack(entries: readonly LogEntry[]): { readonly batch: LogBatch; readonly packed: readonly LogEntry[] } {
    try {
      return { batch: packBatch(this.#sequence, entries), packed: entries }
    } catch {
      const packed = entries.filter((entry) => this.#canPack(entry))
      return { batch: packBatch(this.#sequence, packed), packed }
    }
  }

  #canPack(entry: LogEntry): boolean {
    try {
      packBatch(0, [entry])
      return true
    } catch (error) {
      this.#notice(`A request could not be logged: ${error instanceof Error ? error.message : String(error)}`)
      return false
    }
  }

  /** The next batch: all that waits, unless that is very much. */
  #take(): LogEntry[] {
    if (this.#waiting.length <= LARGEST_BATCH_ROWS && this.#waitingBytes <= LARGEST_BATCH_BYTES) {
      const all = this.#waiting
      this.#waiting = []
      return all
    }
    let rows = 0
    let bytes = 0
    for (const entry of this.#waiting) {
      bytes += bodyBytes([entry])
      if (rows > 0 && (rows >= LARGEST_BATCH_ROWS || bytes > LARGEST_BATCH_BYTES)) break
      rows += 1
    }
    return this.#waiting.splice(0, rows)
  }

  #settle(message: SettledMessage): void {
    const sent = this.#sent.shift()
    if (sent === undefined) return
    this.#sentBytes -= sent.bytes
    this.#settled += sent.rows.length
    this.#recover()
    for (const { reason } of message.refused) this.#notice(`A request could not be logged: ${reason}`)
    const done = this.#flushes.filter(({ rows }) => rows <= this.#settled)
    this.#flushes = this.#flushes.filter(({ rows }) => rows > this.#settled)
    // No timer while rows wait means that they were due and the writer was not ready.
    if (this.#waiting.length > 0 && (this.#timer === null || this.#flushes.length > 0)) this.#post()
    if (this.#listeners.size > 0) {
      const rows = settledRows(sent.rows, message)
      for (const listener of this.#listeners) listener(rows)
    }
    for (const { resolve } of done) resolve()
  }

  #recover(): void {
    if (this.#stuck) this.#notice('The request log is written again.')
    this.#stuck = false
    if (this.#dropped > 0) this.#notice(`${this.#dropped} requests are missing from the log.`)
    this.#dropped = 0
  }

  #drop(): void {
    this.#dropped += 1
    if (this.#dropped > 1) return
    const why = this.#ended === null ? 'the disk still refuses them' : this.#ended.message
    this.#notice(`Requests are no longer logged: ${why}`)
  }

  #rejectFlushes(error: GatehouseError): void {
    const flushes = this.#flushes
    this.#flushes = []
    for (const { reject } of flushes) reject(error)
  }
}

/** The rows of a batch as queries return them: with the previews that the writer made. */
function settledRows(rows: readonly RequestLogRow[], message: SettledMessage): RequestLogRow[] {
  const refused = new Set(message.refused.map(({ index }) => index))
  return rows.flatMap((row, index) => {
    if (refused.has(index)) return []
    const prompt = message.previews[index * 2]
    const reply = message.previews[index * 2 + 1]
    if (typeof prompt !== 'string' || row.preview !== null) return [row]
    return [{ ...row, preview: { prompt, reply: reply ?? '' } }]
  })
}

function bodyBytes(entries: readonly LogEntry[]): number {
  let bytes = 0
  for (const { request, reply } of entries) bytes += (request?.body.length ?? 0) + (reply?.body.length ?? 0)
  return bytes
}

/** The writer is so far behind that there is no memory for more bodies: the row stays and says so. */
function withoutBodies(entry: LogEntry): LogEntry {
  const notes = [...entry.row.notes, 'bodies not stored: the log was too far behind']
  return { ...entry, row: { ...entry.row, payloads: false, notes }, request: null, reply: null }
}
