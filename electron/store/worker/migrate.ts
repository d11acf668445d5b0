import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { GatehouseError } from '../../../shared/errors.ts'

/** One numbered step of a database's form; it runs in a transaction of its own. */
export interface Migration {
  readonly version: number
  /** What it does, for the error that names it. */
  readonly name: string
  up(database: Database): void
}

/**
 * Throws `database_too_new` where a newer Gatehouse wrote the file: going on would lose what it knows. Comes before
 * anything that writes, also settings in the file's header.
 */
export function refuseNewer(database: Database, migrations: readonly Migration[]): void {
  const version = versionOf(database)
  const newest = migrations.at(-1)?.version ?? 0
  if (version <= newest) return
  throw new GatehouseError(
    'database_too_new',
    `${basename(database.name)} was written by a newer Gatehouse (its form is ${version}, this one knows ${newest}). ` +
      `Install that version again, or start this one with another data directory. The file was not changed: ${database.name}`
  )
}

/** Brings a database up to the newest form, step by step; each step and its number are written together or not at all. */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const version = versionOf(database)
  for (const migration of migrations) {
    if (migration.version <= version) continue
    const step = database.transaction(() => {
      migration.up(database)
      database.pragma(`user_version = ${migration.version}`)
    })
    step.immediate()
  }
}

function versionOf(database: Database): number {
  return Number(database.pragma('user_version', { simple: true }))
}
