import type { ConfigDocument, Token } from '../../shared/config/document.ts'
import type { ApplyResult, Change, MadeToken, Revision } from '../../shared/contract/index.ts'
import type { TokenRecord } from '../store/store.ts'
import type { Snapshot } from './snapshot.ts'

/** The configuration: one document, its revisions, the token values that belong to it, and the snapshot in force. */
export interface Configuration {
  /** The snapshot in force; cheap, for every request. */
  snapshot(): Snapshot
  current(): { readonly revision: number; readonly document: ConfigDocument }
  tokenRecord(name: string): TokenRecord | undefined
  /** Why the token of this name has no value that works and what to do; null where it has one. */
  tokenNotice(name: string): string | null
  /**
   * Applies a YAML or JSON text, whole or not at all. Throws `invalid_config` with the issues (line, field, expected).
   * Sections absent from the text are left alone; entries missing from a present section are removed, except tokens,
   * which only `prune` removes.
   */
  apply(options: { text: string; dryRun: boolean; prune: boolean; by: string }): Promise<ApplyResult>
  /** Changes the document by a function of it; checks the result as `apply` does. Nothing is written where nothing changed. */
  edit(
    by: string,
    summary: string,
    change: (document: ConfigDocument) => ConfigDocument
  ): Promise<{ revision: number }>
  createToken(entry: Token, by: string): Promise<MadeToken>
  revokeToken(name: string, by: string): Promise<void>
  rotateToken(name: string, graceMs: number): Promise<MadeToken>
  /** Newest first. */
  revisions(before: number | undefined, limit: number): Promise<readonly Revision[]>
  revision(
    revision: number
  ): Promise<{ meta: Revision; document: ConfigDocument; yaml: string; changes: Change[] }>
  /** Makes an older document the newest one; token values that were revoked do not come back. */
  restore(revision: number): Promise<ApplyResult>
  exportYaml(): Promise<{ readonly revision: number; readonly yaml: string }>
  /** Compiles the snapshot anew: a secret was set or deleted. */
  refresh(): Promise<void>
  onChange(listener: (revision: number) => void): () => void
}
