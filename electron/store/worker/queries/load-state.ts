import type { Database } from 'better-sqlite3'
import type { StoredRevision, WriterCalls } from '../../protocol.ts'
import type { OfferedModels, SecretRecord, TokenRecord } from '../../store.ts'

interface RevisionRow {
  readonly revision: number
  readonly time: number
  readonly by: string
  readonly summary: string
  readonly document: string
}

/** All that a start needs of both databases, in one go. */
export function loadState(gatehouse: Database, log: Database): ReturnType<WriterCalls['load']> {
  const newest = gatehouse
    .prepare<[], RevisionRow>('SELECT * FROM revisions ORDER BY revision DESC LIMIT 1')
    .get()
  const tokens = gatehouse.prepare<[], TokenRecord>(
    `SELECT name, hash, hint, created, previous_hash AS previousHash, previous_until AS previousUntil
     FROM tokens ORDER BY name`
  )
  const secrets = gatehouse.prepare<[], SecretRecord>(
    'SELECT name, store, created FROM secrets ORDER BY name'
  )
  const offered = gatehouse.prepare<[], { account: string; fetched_at: number; models: string }>(
    'SELECT account, fetched_at, models FROM offered_models ORDER BY account'
  )
  return {
    current: newest === undefined ? null : toStoredRevision(newest),
    tokens: tokens.all(),
    secrets: secrets.all(),
    offered: offered.all().map(toOffered),
    lastRequestId: Number(log.prepare('SELECT max(id) FROM requests').pluck().get() ?? 0)
  }
}

/** A revision by its number; null where there is none. */
export function readRevision(gatehouse: Database, revision: number): StoredRevision | null {
  const row = gatehouse
    .prepare<[number], RevisionRow>('SELECT * FROM revisions WHERE revision = ?')
    .get(revision)
  return row === undefined ? null : toStoredRevision(row)
}

function toStoredRevision({ document, ...meta }: RevisionRow): StoredRevision {
  return { meta, document }
}

function toOffered(row: { account: string; fetched_at: number; models: string }): OfferedModels {
  // The table's own JSON, written by `saveOffered`.
  return { account: row.account, fetchedAt: row.fetched_at, models: JSON.parse(row.models) as string[] }
}
