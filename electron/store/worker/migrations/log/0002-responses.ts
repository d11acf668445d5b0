import type { Migration } from '../../migrate.ts'

/**
 * Responses of the Responses API that clients may come back to.
 *
 * - A response that Gatehouse keeps is a chain of nodes like a request's body (migration 1): its own input items, its
 *   output items, then the rest of the object. What each turn repeats (instructions, tools, a history that a client
 *   sends again) is stored once. `previous` is the id that it goes on from: conversations are walked, never copied.
 * - One that its provider keeps has no node: the row says where it is.
 * - Ids belong to a token: another one's are not found.
 * - `response_items` finds an item by its id, for references; a row goes with its piece.
 *
 * They are in this file and not in one of their own since they share its pieces, its one writer, and what really
 * deletes: wiped blocks, secure_delete and a write-ahead log that is cut.
 */
export const responses: Migration = {
  version: 2,
  name: 'responses',
  up(database) {
    database.exec(`
      CREATE TABLE responses (
        number INTEGER PRIMARY KEY,
        token TEXT NOT NULL,
        id TEXT NOT NULL,
        time INTEGER NOT NULL,
        account TEXT NOT NULL,
        model TEXT NOT NULL,
        key TEXT,
        previous TEXT,
        unfinished INTEGER NOT NULL,
        node INTEGER,
        bytes INTEGER NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX responses_by_id ON responses (token, id);
      CREATE INDEX responses_by_previous ON responses (token, previous) WHERE previous IS NOT NULL;
      CREATE INDEX responses_by_node ON responses (node) WHERE node IS NOT NULL;
      CREATE INDEX responses_by_time ON responses (time);

      CREATE TABLE response_items (
        token TEXT NOT NULL,
        item TEXT NOT NULL,
        piece INTEGER NOT NULL,
        PRIMARY KEY (token, item)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX response_items_by_piece ON response_items (piece);
    `)
  }
}
