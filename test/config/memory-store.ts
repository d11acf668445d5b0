import type { ConfigDocument } from '../../shared/config/document.ts'
import type {
  RevisionMeta,
  Store,
  StoredState,
  TokenChanges,
  TokenRecord
} from '../../electron/store/store.ts'

/** The part of the store that the configuration uses, in memory. */
export class MemoryStore implements Pick<
  Store,
  'saveRevision' | 'saveTokens' | 'listRevisions' | 'readRevision'
> {
  readonly revisions: { meta: RevisionMeta; document: ConfigDocument }[] = []
  readonly tokens = new Map<string, TokenRecord>()
  /** Set to make the next write fail. */
  failure: Error | null = null

  async saveRevision(meta: RevisionMeta, document: ConfigDocument, tokens: TokenChanges): Promise<void> {
    await this.saveTokens(tokens)
    this.revisions.push(structuredClone({ meta, document }))
  }

  async saveTokens(changes: TokenChanges): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    if (this.failure !== null) throw this.failure
    for (const record of changes.put) this.tokens.set(record.name, record)
    for (const name of changes.drop) this.tokens.delete(name)
  }

  async listRevisions(before: number | null, limit: number): Promise<readonly RevisionMeta[]> {
    const metas = this.revisions.map((stored) => stored.meta).toReversed()
    return metas.filter((meta) => before === null || meta.revision < before).slice(0, limit)
  }

  async readRevision(revision: number): Promise<{ meta: RevisionMeta; document: ConfigDocument } | null> {
    return this.revisions.find((stored) => stored.meta.revision === revision) ?? null
  }

  state(): Pick<StoredState, 'current' | 'tokens'> {
    return { current: this.revisions.at(-1) ?? null, tokens: [...this.tokens.values()] }
  }
}
