import type { Database } from 'better-sqlite3'
import type { StoredRevision } from '../protocol.ts'
import type { OfferedModels, SecretRecord, TokenChanges, TokenRecord } from '../store.ts'

/** Dashboard sessions kept: the newest ones. A login link that was never used again does not pile up. */
const KEPT_SESSIONS = 200

type RevisionInput = StoredRevision & { readonly tokens: TokenChanges }
type SessionInput = { readonly hash: string; readonly time: number }

/** Everything that changes `gatehouse.db`. Each call is one transaction and on the disk when it returns. */
export class ConfigurationWriter {
  readonly #statements
  readonly #revision
  readonly #tokens
  readonly #session

  constructor(database: Database) {
    this.#statements = prepare(database)
    const { insertRevision, putSession, dropOldSessions } = this.#statements
    this.#revision = database.transaction(({ meta, document, tokens }: RevisionInput) => {
      insertRevision.run(meta.revision, meta.time, meta.by, meta.summary, document)
      this.#changeTokens(tokens)
    })
    this.#tokens = database.transaction((changes: TokenChanges) => this.#changeTokens(changes))
    this.#session = database.transaction(({ hash, time }: SessionInput) => {
      putSession.run(hash, time)
      dropOldSessions.run()
    })
  }

  saveRevision(input: RevisionInput): void {
    this.#revision.immediate(input)
  }

  saveTokens(changes: TokenChanges): void {
    this.#tokens.immediate(changes)
  }

  saveSession(input: SessionInput): void {
    this.#session.immediate(input)
  }

  saveSecret({ name, store, created }: SecretRecord): void {
    this.#statements.putSecret.run(name, store, created)
  }

  dropSecret(name: string): void {
    this.#statements.dropSecret.run(name)
  }

  saveOffered({ account, fetchedAt, models }: OfferedModels): void {
    this.#statements.putOffered.run(account, fetchedAt, JSON.stringify(models))
  }

  #changeTokens({ put, drop }: TokenChanges): void {
    const { dropToken, putToken } = this.#statements
    for (const name of drop) dropToken.run(name)
    for (const token of put) putToken.run(...tokenValues(token))
  }
}

function tokenValues(token: TokenRecord): (string | number | null)[] {
  const { name, hash, hint, created, previousHash, previousUntil } = token
  return [name, hash, hint, created, previousHash, previousUntil]
}

function prepare(database: Database) {
  return {
    insertRevision: database.prepare<[number, number, string, string, string]>(
      'INSERT INTO revisions (revision, time, "by", summary, document) VALUES (?, ?, ?, ?, ?)'
    ),
    putToken: database.prepare<(string | number | null)[]>(
      'INSERT OR REPLACE INTO tokens (name, hash, hint, created, previous_hash, previous_until) VALUES (?, ?, ?, ?, ?, ?)'
    ),
    dropToken: database.prepare<[string]>('DELETE FROM tokens WHERE name = ?'),
    putSecret: database.prepare<[string, string, number]>(
      'INSERT OR REPLACE INTO secrets (name, store, created) VALUES (?, ?, ?)'
    ),
    dropSecret: database.prepare<[string]>('DELETE FROM secrets WHERE name = ?'),
    putOffered: database.prepare<[string, number, string]>(
      'INSERT OR REPLACE INTO offered_models (account, fetched_at, models) VALUES (?, ?, ?)'
    ),
    putSession: database.prepare<[string, number]>(
      'INSERT OR REPLACE INTO sessions (hash, time) VALUES (?, ?)'
    ),
    dropOldSessions: database.prepare(
      `DELETE FROM sessions WHERE hash NOT IN (SELECT hash FROM sessions ORDER BY time DESC LIMIT ${KEPT_SESSIONS})`
    )
  }
}
