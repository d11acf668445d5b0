import { join } from 'node:path'
import type { ConfigDocument } from '../../shared/config/document.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import type { Clock } from '../app/ports.ts'
import { LogQueue } from './log-queue.ts'
import type { BatchMessage, StoredRevision, WriterCalls } from './protocol.ts'
import { ReaderPool } from './reader-pool.ts'
import { readResponses } from './read-responses.ts'
import { ResponseQueue } from './response-queue.ts'
import { startWorker } from './start-worker.ts'
import type { RevisionMeta, Store } from './store.ts'
import { closedError, WorkerClient } from './worker-client.ts'

export interface StoreOptions {
  /** Exists; the databases are made in it. */
  readonly dataDir: string
  readonly clock: Clock
  /** Told, in words for people, when the log can't be written. */
  readonly notice?: (line: string) => void
}

/**
 * Opens the databases of a data directory. The writer's thread starts at once and reads what a start needs; `load`
 * tells whether that worked: it rejects with `database_damaged`, `database_too_new` or `database_unavailable`.
 */
export function openStore(options: StoreOptions): Store {
  const files = {
    gatehouseFile: join(options.dataDir, 'gatehouse.db'),
    logFile: join(options.dataDir, 'log.db')
  }
  const writer = new WorkerClient<WriterCalls>({
    start: () => startWorker('writer', files),
    // The only messages of the writer that answer no call.
    onMessage: (message) => queue.receive(message as BatchMessage),
    onEnd: (error) => {
      queue.end(error)
      responses.end(error)
    }
  })
  const notice = options.notice ?? (() => undefined)
  const queue = new LogQueue({
    clock: options.clock,
    send: (batch) => writer.send(batch, [batch.bodies]),
    notice
  })
  const responses = new ResponseQueue({ write: (entries) => writer.call('saveResponses', entries), notice })
  const opened = writer.call('open', null)
  // Each call tells of the error too; nobody may have asked anything yet.
  opened.catch(() => undefined)
  // Readers find the files only when the writer has made them.
  const readers = new ReaderPool(() => opened.then(() => startWorker('reader', files)))
  let closing: Promise<void> | null = null

  async function load(): ReturnType<Store['load']> {
    const state = await writer.call('load', null)
    return { ...state, current: state.current === null ? null : parseRevision(state.current) }
  }

  const flush = async (): Promise<void> => {
    await Promise.all([queue.flush(), responses.flush()])
  }

  async function close(): Promise<void> {
    try {
      await flush()
    } finally {
      queue.end(closedError())
      responses.end(closedError())
      await readers.close()
      await writer.call('close', null)
      await writer.terminate()
    }
  }

  return {
    load,
    saveRevision: async (meta, document, tokens) => {
      await writer.call('saveRevision', { meta, document: JSON.stringify(document), tokens })
    },
    saveTokens: async (changes) => {
      await writer.call('saveTokens', changes)
    },
    listRevisions: (before, limit) => readers.call('listRevisions', { before, limit }),
    readRevision: async (revision) => {
      const stored = await readers.call('readRevision', revision)
      return stored === null ? null : parseRevision(stored)
    },
    saveSecret: async (record) => {
      await writer.call('saveSecret', record)
    },
    dropSecret: async (name) => {
      await writer.call('dropSecret', name)
    },
    saveOffered: async (offered) => {
      await writer.call('saveOffered', offered)
    },
    saveSession: async (hash, time) => {
      await writer.call('saveSession', { hash, time })
    },
    hasSession: (hash) => readers.call('hasSession', hash),

    append: (entry) => queue.append(entry),
    onSettled: (listener) => queue.onSettled(listener),
    flush,
    listLog: async (query) => {
      const { rows, more } = await readers.call('listLog', query)
      return { rows: JSON.parse(rows) as RequestLogRow[], more }
    },
    readLog: async (id) => {
      const row = await readers.call('readLog', id)
      return row === null ? null : (JSON.parse(row) as RequestLogRow)
    },
    readPayload: (id) => readers.call('readPayload', id),
    facets: () => readers.call('facets', null),
    lastUsed: () => readers.call('lastUsed', null),
    spend: (query) => readers.call('spend', query),
    storage: () => readers.call('storage', null),
    saveResponse: (entry) => responses.add(entry),
    ...readResponses(responses, readers),
    deleteResponse: async (name) => {
      const waited = await responses.remove(name)
      const stored = await writer.call('deleteResponse', name)
      return waited || stored
    },
    prune: (time) => writer.call('prune', time),
    pruneResponses: (time) => writer.call('pruneResponses', time),
    close: () => (closing ??= close())
  }
}

/** The document is what `saveRevision` wrote, so it is not checked again. */
function parseRevision({ meta, document }: StoredRevision): { meta: RevisionMeta; document: ConfigDocument } {
  return { meta, document: JSON.parse(document) as ConfigDocument }
}
