import { statSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import type { StorageFigures } from '../../store.ts'

/** What the databases take on the disk and hold, from totals that are kept with each write. */
export function queryStorage(log: Database, gatehouse: Database): StorageFigures {
  const totals = log
    .prepare<[], { requests: number; body_bytes: number; stored_bytes: number }>(
      'SELECT requests, body_bytes, stored_bytes FROM totals'
    )
    .get()
  const oldest = log.prepare<[], number | null>('SELECT min(id) FROM requests').pluck().get()
  return {
    logBytes: bytesOf(log.name),
    configBytes: bytesOf(gatehouse.name),
    rows: totals?.requests ?? 0,
    oldest: typeof oldest === 'number' ? Math.floor(oldest / 1024) : null,
    payloadBytes: totals?.body_bytes ?? 0,
    payloadStoredBytes: totals?.stored_bytes ?? 0
  }
}

/** A database with its write-ahead log. */
function bytesOf(file: string): number {
  return [file, `${file}-wal`].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0
  )
}
