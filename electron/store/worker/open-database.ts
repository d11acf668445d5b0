import { chmodSync, closeSync, existsSync, openSync } from 'node:fs'
import Sqlite, { type Database } from 'better-sqlite3'
import { explainDatabaseError } from './database-error.ts'
import { type Migration, migrate, refuseNewer } from './migrate.ts'

/** How long a statement waits for a lock of another connection before it gives up. */
const BUSY_TIMEOUT_MS = 2000
/** A write-ahead log that grew under a long reader is cut back to this at the next checkpoint. */
const JOURNAL_SIZE_LIMIT_BYTES = 8 * 1024 * 1024
/** Pages of the write-ahead log before it is copied: as many as the limit, so that busy pages are copied less often. */
const CHECKPOINT_PAGES = 2000
/** Nobody but the owner reads the request log or the configuration. */
const FILE_MODE = 0o600

export interface WritableOptions {
  readonly file: string
  /** FULL: a commit is on the disk; NORMAL: it survives the process, and the system's crash up to the last checkpoint. */
  readonly synchronous: 'FULL' | 'NORMAL'
  readonly migrations: readonly Migration[]
}

/** Opens (or makes) a database for the one writer and brings it to the newest form. Throws for people. */
export function openWritable(options: WritableOptions): Database {
  const { file } = options
  try {
    protect(file)
    const database = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS })
    try {
      refuseNewer(database, options.migrations)
      // Only takes effect before the first table, so before anything else that writes a page.
      database.pragma('auto_vacuum = INCREMENTAL')
      database.pragma('journal_mode = WAL')
      database.pragma(`synchronous = ${options.synchronous}`)
      database.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES}`)
      database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
      database.pragma('secure_delete = ON')
      migrate(database, options.migrations)
    } catch (error) {
      database.close()
      throw error
    }
    return database
  } catch (error) {
    throw explainDatabaseError(error, file)
  }
}

/** Opens a database that the writer has open already, for reading alone. */
export function openReadOnly(file: string): Database {
  try {
    return new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  } catch (error) {
    throw explainDatabaseError(error, file)
  }
}

/** SQLite gives its side files the mode of the database, so that is set before SQLite makes any of them. */
function protect(file: string): void {
  closeSync(openSync(file, 'a', FILE_MODE))
  for (const path of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(path)) chmodSync(path, FILE_MODE)
}
