import { workerData } from 'node:worker_threads'
import type { Database } from 'better-sqlite3'
import type {
  BatchMessage,
  CallMessage,
  LogBatch,
  SettledMessage,
  WorkerOptions,
  WriterCalls
} from '../protocol.ts'
import { answerCall, requireParentPort, toFailure } from './answer-calls.ts'
import { BodyWriter } from './body-writer.ts'
import { isPassing } from './database-error.ts'
import { GATEHOUSE_MIGRATIONS } from './migrations/gatehouse/list.ts'
import { LOG_MIGRATIONS } from './migrations/log/list.ts'
import { openWritable } from './open-database.ts'
import { Pruner } from './prune.ts'
import { loadState } from './queries/load-state.ts'
import { ConfigurationWriter } from './write-configuration.ts'
import { LogWriter } from './write-log.ts'
import { ResponseWriter } from './write-responses.ts'

/** A write that failed for a passing reason is tried again after this. */
const RETRY_MS = 1000

/** What the thread was started with. */
const options = workerData as WorkerOptions
const port = requireParentPort()

/** Both databases, open, with everything that writes to them. */
interface Opened {
  readonly gatehouse: Database
  readonly log: Database
  readonly configuration: ConfigurationWriter
  readonly logWriter: LogWriter
  readonly responses: ResponseWriter
  readonly pruner: Pruner
}

function open(): Opened {
  const gatehouse = openWritable({
    file: options.gatehouseFile,
    synchronous: 'FULL',
    migrations: GATEHOUSE_MIGRATIONS
  })
  const log = openLog(gatehouse)
  const bodies = new BodyWriter(log)
  const logWriter = new LogWriter(log, bodies)
  const responses = new ResponseWriter(log, bodies)
  const configuration = new ConfigurationWriter(gatehouse)
  const pruner = new Pruner(log, logWriter, responses)
  return { gatehouse, log, configuration, logWriter, responses, pruner }
}

function openLog(gatehouse: Database): Database {
  try {
    return openWritable({ file: options.logFile, synchronous: 'NORMAL', migrations: LOG_MIGRATIONS })
  } catch (error) {
    gatehouse.close()
    throw error
  }
}

/** Opening may fail; then each call is answered with why, and nothing is written. */
let opened: Opened | null = null
let failure: unknown = null
try {
  opened = open()
} catch (error) {
  failure = error
}

function databases(): Opened {
  if (opened === null) throw failure
  return opened
}

const handlers: WriterCalls = {
  open: () => {
    databases()
    return null
  },
  load: () => loadState(databases().gatehouse, databases().log),
  saveRevision: (input) => done(databases().configuration.saveRevision(input)),
  saveTokens: (input) => done(databases().configuration.saveTokens(input)),
  saveSecret: (input) => done(databases().configuration.saveSecret(input)),
  dropSecret: (input) => done(databases().configuration.dropSecret(input)),
  saveOffered: (input) => done(databases().configuration.saveOffered(input)),
  saveSession: (input) => done(databases().configuration.saveSession(input)),
  saveResponses: (entries) => databases().responses.save(entries),
  deleteResponse: (name) => databases().pruner.deleteResponse(name),
  prune: (time) => databases().pruner.prune(time),
  pruneResponses: (time) => databases().pruner.pruneResponses(time),
  close: () => {
    if (opened === null) return null
    clearTimeout(retry)
    opened.log.close()
    opened.gatehouse.close()
    opened = null
    failure = new Error('the store is closed')
    return null
  }
}

function done(_written: void): null {
  return null
}

/** Batches in the order in which they came; the first may be waiting for a full disk. */
const waiting: LogBatch[] = []
let retry: NodeJS.Timeout | undefined

function say(message: BatchMessage): void {
  port.postMessage(message)
}

function writeWaiting(): void {
  clearTimeout(retry)
  for (let batch = waiting[0]; batch !== undefined; batch = waiting[0]) {
    try {
      say({ settled: batch.sequence, ...writeBatch(databases().logWriter, batch) })
      waiting.shift()
      // Frees the memory at once: the collector does not see how much hangs on this small object.
      batch.bodies.transfer(0)
    } catch (error) {
      say({ stuck: batch.sequence, error: toFailure(error, options.logFile) })
      if (opened !== null) retry = setTimeout(writeWaiting, RETRY_MS)
      return
    }
  }
}

/** What a batch came to: all of it written, or each row that could be. Throws where it should be tried again. */
function writeBatch(log: LogWriter, batch: LogBatch): Omit<SettledMessage, 'settled'> {
  try {
    return { previews: log.write(batch), refused: [] }
  } catch (error) {
    if (isPassing(error)) throw error
    const refused: { index: number; reason: string }[] = []
    const previews = log.writeSingly(batch, (index, refusal) => {
      if (isPassing(refusal)) throw refusal
      refused.push({ index, reason: toFailure(refusal, options.logFile).message })
    })
    return { previews, refused }
  }
}

const LOG_CALLS = new Set(['saveResponses', 'deleteResponse', 'prune', 'pruneResponses'])

port.on('message', (message: CallMessage | LogBatch) => {
  if ('sequence' in message) {
    waiting.push(message)
    writeWaiting()
    return
  }
  const fileOf = (name: string): string => (LOG_CALLS.has(name) ? options.logFile : options.gatehouseFile)
  void answerCall(port, handlers, message, fileOf)
})
