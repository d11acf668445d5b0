import type { Migration } from '../../migrate.ts'

/**
 * The request log, shaped for agents, which send their whole history again each turn.
 *
 * - A body is a chain of nodes (parent, piece): a turn that resends its history adds only its new pieces.
 * - Pieces are byte slices, shared by hash; `uses` counts the nodes that point to one.
 * - Blocks hold the bytes of many pieces and replies, compressed together; `live` counts the bytes still needed.
 * - A row names its last node and where its reply lies; its time is its id (milliseconds x 1024 + a counter).
 * - Roll-ups are kept by the same transaction, so nothing ever counts over rows. `start` is in hours since the epoch.
 */
export const requestLog: Migration = {
  version: 1,
  name: 'request log',
  up(database) {
    database.exec(`
      CREATE TABLE requests (
        id INTEGER PRIMARY KEY,
        account TEXT,
        model TEXT,
        token TEXT,
        session TEXT,
        status INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        ttft_ms REAL,
        total_ms REAL NOT NULL,
        input INTEGER,
        cache_read INTEGER,
        cache_write INTEGER,
        output INTEGER,
        reasoning INTEGER,
        cost_nanos INTEGER,
        words TEXT NOT NULL,
        figures TEXT NOT NULL,
        prompt TEXT,
        reply TEXT,
        request_node INTEGER,
        reply_block INTEGER,
        reply_offset INTEGER,
        reply_length INTEGER,
        body_bytes INTEGER
      ) STRICT;
      CREATE INDEX requests_by_node ON requests (request_node) WHERE request_node IS NOT NULL;
      CREATE INDEX requests_by_session ON requests (session) WHERE session IS NOT NULL;
      CREATE INDEX requests_failed ON requests (id) WHERE status >= 400;

      CREATE TABLE blocks (
        id INTEGER PRIMARY KEY,
        length INTEGER NOT NULL,
        live INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;

      CREATE TABLE pieces (
        id INTEGER PRIMARY KEY,
        hash BLOB NOT NULL,
        block INTEGER NOT NULL,
        offset INTEGER NOT NULL,
        length INTEGER NOT NULL,
        uses INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX pieces_by_hash ON pieces (hash);

      CREATE TABLE nodes (
        id INTEGER PRIMARY KEY,
        parent INTEGER NOT NULL,
        piece INTEGER NOT NULL,
        place INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX nodes_by_parent ON nodes (parent, piece, place);

      CREATE TABLE rollups (
        unit INTEGER NOT NULL,
        start INTEGER NOT NULL,
        account TEXT NOT NULL,
        model TEXT NOT NULL,
        token TEXT NOT NULL,
        requests INTEGER NOT NULL,
        errors INTEGER NOT NULL,
        input INTEGER NOT NULL,
        cache_read INTEGER NOT NULL,
        cache_write INTEGER NOT NULL,
        output INTEGER NOT NULL,
        reasoning INTEGER NOT NULL,
        cost_nanos INTEGER NOT NULL,
        unpriced INTEGER NOT NULL,
        total_ms REAL NOT NULL,
        ttft_ms REAL NOT NULL,
        ttft_count INTEGER NOT NULL,
        last INTEGER NOT NULL,
        PRIMARY KEY (unit, start, account, model, token)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE totals (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        requests INTEGER NOT NULL,
        body_bytes INTEGER NOT NULL,
        stored_bytes INTEGER NOT NULL
      ) STRICT;
      INSERT INTO totals VALUES (1, 0, 0, 0);
    `)
  }
}
