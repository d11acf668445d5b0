import { basename } from 'node:path'
import Sqlite from 'better-sqlite3'
import { GatehouseError } from '../../../shared/errors.ts'

/** SQLite's codes for a file that is no database or not a whole one. */
const DAMAGED = /^SQLITE_(CORRUPT|NOTADB)/
/** Codes that may go away by themselves or by what a person does: worth trying again. */
const PASSING = /^SQLITE_(FULL|IOERR|BUSY|LOCKED|NOMEM|READONLY|CANTOPEN|PERM|PROTOCOL)/

/** SQLite's code of an error, such as `SQLITE_FULL`; an empty text where it is none of SQLite's. */
function sqliteCode(error: unknown): string {
  return error instanceof Sqlite.SqliteError ? error.code : ''
}

/** Whether the same write may work later: the disk is full or another program holds the file. */
export function isPassing(error: unknown): boolean {
  return PASSING.test(sqliteCode(error))
}

/** What went wrong with a database file and what to do, for a person. */
export function explainDatabaseError(error: unknown, file: string): GatehouseError {
  if (error instanceof GatehouseError) return error
  const code = sqliteCode(error)
  const detail = error instanceof Error ? error.message : String(error)
  if (DAMAGED.test(code)) return damaged(file, detail, error)
  if (code.startsWith('SQLITE_FULL')) {
    return unavailable(file, 'the disk is full: free some space, Gatehouse tries again by itself', error)
  }
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code)) {
    return unavailable(
      file,
      `it can't be opened for writing (${detail}): check the owner and mode of the file and its folder`,
      error
    )
  }
  if (/^SQLITE_(BUSY|LOCKED|PROTOCOL)/.test(code)) {
    return unavailable(file, 'another program holds it: close that program, then try again', error)
  }
  if (code.startsWith('SQLITE_CONSTRAINT')) {
    return new GatehouseError('conflict', `${basename(file)} refused the change: ${detail}`, { cause: error })
  }
  if (code.startsWith('SQLITE_IOERR'))
    return unavailable(file, `the disk reports an error (${detail})`, error)
  return new GatehouseError('internal', `${basename(file)}: ${detail}`, { cause: error })
}

function unavailable(file: string, why: string, cause: unknown): GatehouseError {
  return new GatehouseError('database_unavailable', `${file} can't be used: ${why}.`, { cause })
}

function damaged(file: string, detail: string, cause: unknown): GatehouseError {
  const name = basename(file)
  const loss =
    name === 'log.db'
      ? 'The configuration is in another file and is not affected; only the request log and the responses kept for clients would start empty.'
      : 'Put back a backup of it, or start without it and run `gatehouse apply` with an exported configuration; keys in the keychain are not affected.'
  return new GatehouseError(
    'database_damaged',
    `The database ${file} is damaged (${detail}). Nothing was changed or deleted. ` +
      `Stop Gatehouse and move ${name}, ${name}-wal and ${name}-shm to another folder; the next start makes a new one. ${loss}`,
    { cause }
  )
}
