import type { ConfigDocument } from '../../shared/config/document.ts'
import { EMPTY_DOCUMENT } from '../../shared/config/models-of.ts'
import type { Change, Revision } from '../../shared/contract/index.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { RevisionMeta, Store } from '../store/store.ts'
import { diffDocuments } from './diff-documents.ts'
import { documentYaml } from './document-yaml.ts'

export type HistoryStore = Pick<Store, 'listRevisions' | 'readRevision'>

/** Revisions below `before`, newest first. */
export async function listRevisions(
  store: HistoryStore,
  before: number | undefined,
  limit: number
): Promise<readonly Revision[]> {
  const metas = await store.listRevisions(before ?? null, limit)
  return metas.map(describeRevision)
}

/** The document of a revision. 0 is how everything begins: never stored, but the first change can be undone too. */
export async function documentOf(store: HistoryStore, revision: number): Promise<ConfigDocument> {
  return revision === 0 ? EMPTY_DOCUMENT : (await stored(store, revision)).document
}

/** A revision with what it changed. Throws `not_found`. */
export async function describeStored(
  store: HistoryStore,
  revision: number
): Promise<{ meta: Revision; document: ConfigDocument; yaml: string; changes: Change[] }> {
  const { meta, document } = await stored(store, revision)
  const previous = await store.readRevision(revision - 1)
  return {
    meta: describeRevision(meta),
    document,
    yaml: await documentYaml(document),
    changes: diffDocuments(previous?.document ?? EMPTY_DOCUMENT, document)
  }
}

async function stored(
  store: HistoryStore,
  revision: number
): Promise<{ readonly meta: RevisionMeta; readonly document: ConfigDocument }> {
  const found = await store.readRevision(revision)
  if (found === null) throw new GatehouseError('not_found', `There is no revision ${revision}.`)
  return found
}

function describeRevision(meta: RevisionMeta): Revision {
  return { ...meta, time: new Date(meta.time).toISOString() }
}
