import { workerData } from 'node:worker_threads'
import type { CallMessage, ReaderCalls, WorkerOptions } from '../protocol.ts'
import type { RevisionMeta } from '../store.ts'
import { answerCall, requireParentPort } from './answer-calls.ts'
import { openReadOnly } from './open-database.ts'
import { LogReader } from './queries/list-log.ts'
import { readRevision } from './queries/load-state.ts'
import { PayloadReader } from './queries/read-payload.ts'
import { ResponseReader } from './queries/read-responses.ts'
import { querySpend } from './queries/spend.ts'
import { queryStorage } from './queries/storage.ts'
import { queryFacets, queryLastUsed } from './queries/usage-of-names.ts'

/** What the thread was started with. */
const options = workerData as WorkerOptions
const port = requireParentPort()

function open() {
  const gatehouse = openReadOnly(options.gatehouseFile)
  const log = openReadOnly(options.logFile)
  return {
    gatehouse,
    log,
    rows: new LogReader(log),
    payloads: new PayloadReader(log),
    responses: new ResponseReader(log),
    revisions: gatehouse.prepare<[number, number], RevisionMeta>(
      'SELECT revision, time, "by", summary FROM revisions WHERE revision < ? ORDER BY revision DESC LIMIT ?'
    ),
    session: gatehouse.prepare<[string]>('SELECT 1 FROM sessions WHERE hash = ?')
  }
}

/** Opened by the first call, which then gets the error if that fails. */
let opened: ReturnType<typeof open> | null = null

function databases(): ReturnType<typeof open> {
  opened ??= open()
  return opened
}

const handlers: ReaderCalls = {
  listRevisions: ({ before, limit }) => databases().revisions.all(before ?? Number.MAX_SAFE_INTEGER, limit),
  readRevision: (revision) => readRevision(databases().gatehouse, revision),
  hasSession: (hash) => databases().session.get(hash) !== undefined,
  listLog: (query) => {
    const { rows, more } = databases().rows.list(query)
    return { rows: JSON.stringify(rows), more }
  },
  readLog: (id) => {
    const row = databases().rows.read(id)
    return row === null ? null : JSON.stringify(row)
  },
  readPayload: (id) => databases().payloads.read(id),
  readResponse: (name) => databases().responses.read(name),
  readResponseChain: (name) => databases().responses.readChain(name),
  readResponseItems: ({ token, ids }) => databases().responses.readItems(token, ids),
  facets: () => queryFacets(databases().log),
  lastUsed: () => queryLastUsed(databases().log),
  spend: (query) => querySpend(databases().log, query),
  storage: () => queryStorage(databases().log, databases().gatehouse),
  close: () => {
    opened?.log.close()
    opened?.gatehouse.close()
    opened = null
    return null
  }
}

const CONFIGURATION_CALLS = new Set(['listRevisions', 'readRevision', 'hasSession'])

port.on('message', (message: CallMessage) => {
  const fileOf = (name: string): string =>
    CONFIGURATION_CALLS.has(name) ? options.gatehouseFile : options.logFile
  void answerCall(port, handlers, message, fileOf)
})
