import type { Migration } from '../../migrate.ts'

/**
 * The configuration. Revisions are only ever added. Token values (as hashes) stand beside them, so that revoking one
 * is final and undo does not bring it back. Of secrets only the names are here: values are in the key store.
 */
export const configuration: Migration = {
  version: 1,
  name: 'configuration',
  up(database) {
    database.exec(`
      CREATE TABLE revisions (
        revision INTEGER PRIMARY KEY,
        time INTEGER NOT NULL,
        "by" TEXT NOT NULL,
        summary TEXT NOT NULL,
        document TEXT NOT NULL
      ) STRICT;

      CREATE TABLE tokens (
        name TEXT PRIMARY KEY,
        hash TEXT,
        hint TEXT,
        created INTEGER NOT NULL,
        previous_hash TEXT,
        previous_until INTEGER
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE secrets (
        name TEXT PRIMARY KEY,
        store TEXT NOT NULL CHECK (store IN ('keychain', 'vault')),
        created INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE offered_models (
        account TEXT PRIMARY KEY,
        fetched_at INTEGER NOT NULL,
        models TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE sessions (
        hash TEXT PRIMARY KEY,
        time INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `)
  }
}
