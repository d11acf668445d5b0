import type { ConfigDocument, Token } from '../../shared/config/document.ts'
import { EMPTY_DOCUMENT } from '../../shared/config/models-of.ts'
import type { ApplyResult, MadeToken, Revision } from '../../shared/contract/index.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { Clock } from '../app/ports.ts'
import type { PriceEntryOfOverride } from '../catalogue/catalogue.ts'
import type { Provider } from '../providers/provider.ts'
import type { RevisionMeta, Store, StoredState, TokenRecord } from '../store/store.ts'
import { canonicalDocument } from './canonical-document.ts'
import { changeTokenValues, rotateTokenValue } from './change-token-values.ts'
import type { KnownProviders } from './check-document.ts'
import { compileSnapshot, type Compiled } from './compile-snapshot.ts'
import type { Configuration } from './configuration.ts'
import { diffDocuments, summariseChanges } from './diff-documents.ts'
import { documentYaml } from './document-yaml.ts'
import { fieldText } from './field-path.ts'
import { mergeDocument } from './merge-document.ts'
import { parseDocument, refusal, validateDocument } from './parse-document.ts'
import { describeStored, documentOf, listRevisions } from './revision-history.ts'
import { referencesOf } from './references-of.ts'
import { resolveSecrets, type SecretSources } from './resolve-secrets.ts'
import { createSerialiser } from './serialise.ts'
import type { Snapshot } from './snapshot.ts'

export interface ConfigurationOptions extends SecretSources {
  readonly store: Pick<Store, 'saveRevision' | 'saveTokens' | 'listRevisions' | 'readRevision'>
  readonly state: Pick<StoredState, 'current' | 'tokens'>
  readonly findProvider: (idOrAlias: string) => Provider | undefined
  /** For "did you mean". */
  readonly providerIds: readonly string[]
  readonly priceEntryOfOverride: PriceEntryOfOverride
  readonly clock: Clock
  /** A line for the person running the program. */
  readonly notice: (line: string) => void
}

/** Opens the configuration that was stored last, with its secrets resolved. Loads neither zod nor YAML. */
export async function openConfiguration(options: ConfigurationOptions): Promise<Configuration> {
  const current = options.state.current
  const state = {
    revision: current?.meta.revision ?? 0,
    document: current?.document ?? EMPTY_DOCUMENT,
    records: new Map(options.state.tokens.map((record) => [record.name, record]))
  }
  const configuration = new LiveConfiguration(options, state, await compile(state, options))
  configuration.announce()
  return configuration
}

/** What is in force, but for its compiled form. */
interface State {
  readonly revision: number
  readonly document: ConfigDocument
  readonly records: ReadonlyMap<string, TokenRecord>
}

interface Commit {
  readonly next: ConfigDocument
  readonly by: string
  /** In words, for the history; left out: made of what changed. */
  readonly summary?: string
  readonly makeValues: boolean
  readonly dryRun?: boolean
}

async function compile(state: State, options: ConfigurationOptions): Promise<Compiled> {
  const references = referencesOf(state.document).map((use) => use.reference)
  const secrets = await resolveSecrets(references, options)
  return compileSnapshot({
    ...state,
    secrets,
    findProvider: options.findProvider,
    priceEntryOfOverride: options.priceEntryOfOverride
  })
}

/**
 * Holds the document, the token records and the compiled snapshot in force, and replaces them together. Every write goes
 * through one queue: a change is a function of the document that is there when its turn comes, so none is lost.
 */
class LiveConfiguration implements Configuration {
  #state: State
  #compiled: Compiled
  #announced: readonly string[] = []
  readonly #options: ConfigurationOptions
  readonly #providers: KnownProviders
  readonly #listeners = new Set<(revision: number) => void>()
  readonly #inTurn = createSerialiser()

  constructor(options: ConfigurationOptions, state: State, compiled: Compiled) {
    this.#options = options
    this.#state = state
    this.#compiled = compiled
    this.#providers = { find: options.findProvider, ids: options.providerIds }
  }

  snapshot(): Snapshot {
    return this.#compiled.snapshot
  }

  current(): { readonly revision: number; readonly document: ConfigDocument } {
    const { revision, document } = this.#state
    return { revision, document }
  }

  tokenRecord(name: string): TokenRecord | undefined {
    return this.#state.records.get(name)
  }

  tokenNotice(name: string): string | null {
    return this.#compiled.lackingTokens.get(name) ?? null
  }

  async apply(options: { text: string; dryRun: boolean; prune: boolean; by: string }): Promise<ApplyResult> {
    const file = await parseDocument(options.text, this.#providers)
    return await this.#inTurn(async () => {
      const next = mergeDocument(this.#state.document, file, options)
      return await this.#commit({ next, by: options.by, makeValues: true, dryRun: options.dryRun })
    })
  }

  async edit(
    by: string,
    summary: string,
    change: (document: ConfigDocument) => ConfigDocument
  ): Promise<{ revision: number }> {
    return await this.#inTurn(async () => {
      const next = change(this.#state.document)
      const { revision } = await this.#commit({ next, by, summary, makeValues: false })
      return { revision }
    })
  }

  async createToken(entry: Token, by: string): Promise<MadeToken> {
    return await this.#inTurn(async () => {
      const { document } = this.#state
      const tokens = document.tokens ?? []
      if (tokens.some((token) => token.name === entry.name)) {
        throw new GatehouseError(
          'conflict',
          `There is a token "${entry.name}" already: rotate it for a new value, or choose another name.`
        )
      }
      if (entry.expires !== undefined && Date.parse(entry.expires) <= this.#options.clock.now()) {
        const issues = [{ field: 'expires', message: 'expected a time to come' }]
        throw new GatehouseError('invalid_request', 'The token would have expired already.', { issues })
      }
      const next = { ...document, tokens: [...tokens, entry] }
      const [made] = (await this.#commit({ next, by, makeValues: true })).tokens
      if (made === undefined) {
        throw new GatehouseError('invalid_request', 'A token with a value by reference gets none made.')
      }
      return madeToken(entry, made.token)
    })
  }

  async revokeToken(name: string, by: string): Promise<void> {
    await this.#inTurn(async () => {
      this.#tokenEntry(name)
      const { document } = this.#state
      const next = { ...document, tokens: (document.tokens ?? []).filter((token) => token.name !== name) }
      await this.#commit({ next, by, summary: `Token ${name} revoked`, makeValues: false })
    })
  }

  async rotateToken(name: string, graceMs: number): Promise<MadeToken> {
    return await this.#inTurn(async () => {
      const entry = this.#tokenEntry(name)
      if (entry.value !== undefined) {
        throw new GatehouseError(
          'conflict',
          `The value of "${name}" comes from ${entry.value}: change it there.`
        )
      }
      const previous = this.#state.records.get(name)
      const { record, token } = rotateTokenValue(entry, previous, graceMs, this.#options.clock.now())
      await this.#swap(
        { ...this.#state, records: new Map([...this.#state.records, [name, record]]) },
        async () => await this.#options.store.saveTokens({ put: [record], drop: [] })
      )
      return madeToken(entry, token)
    })
  }

  async revisions(before: number | undefined, limit: number): Promise<readonly Revision[]> {
    return await listRevisions(this.#options.store, before, limit)
  }

  async revision(revision: number): ReturnType<Configuration['revision']> {
    return await describeStored(this.#options.store, revision)
  }

  async restore(revision: number): Promise<ApplyResult> {
    const next = await documentOf(this.#options.store, revision)
    const summary = `Back to revision ${revision}`
    return await this.#inTurn(
      async () => await this.#commit({ next, by: 'undo', summary, makeValues: false })
    )
  }

  async exportYaml(): Promise<{ readonly revision: number; readonly yaml: string }> {
    const { revision, document } = this.#state
    return { revision, yaml: await documentYaml(document) }
  }

  async refresh(): Promise<void> {
    await this.#inTurn(async () => await this.#swap(this.#state))
  }

  onChange(listener: (revision: number) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Says what the person should know and was not told before. */
  announce(): void {
    const { notices } = this.#compiled.snapshot
    for (const notice of notices) {
      if (!this.#announced.includes(notice)) this.#options.notice(notice)
    }
    this.#announced = notices
  }

  async #commit(commit: Commit): Promise<ApplyResult> {
    const checked = await validateDocument(commit.next, this.#providers)
    if (checked.document === undefined) {
      throw refusal(checked.problems.map(({ path, message }) => ({ field: fieldText(path), message })))
    }
    const document = canonicalDocument(checked.document)
    const diff = diffDocuments(this.#state.document, document)
    const result = (compiled: Compiled, tokens: ApplyResult['tokens']): ApplyResult => ({
      revision: this.#state.revision,
      changed: diff.length > 0,
      diff,
      tokens,
      notices: [...compiled.snapshot.notices]
    })
    if (diff.length === 0) return result(this.#compiled, [])
    const now = this.#options.clock.now()
    const values = changeTokenValues({
      before: this.#state.document,
      after: document,
      records: this.#state.records,
      makeValues: commit.makeValues,
      now
    })
    const next: State = { revision: this.#state.revision + 1, document, records: values.records }
    if (commit.dryRun === true) return result(await compile(next, this.#options), [])
    const summary = commit.summary ?? summariseChanges(diff)
    const meta: RevisionMeta = { revision: next.revision, time: now, by: commit.by, summary }
    await this.#swap(next, async () => await this.#options.store.saveRevision(meta, document, values.changes))
    return result(this.#compiled, [...values.made])
  }

  /** Compiles, stores and only then replaces what is in force: what fails on the way changes nothing. */
  async #swap(next: State, store?: () => Promise<void>): Promise<void> {
    const compiled = await compile(next, this.#options)
    await store?.()
    this.#state = next
    this.#compiled = compiled
    this.announce()
    for (const listener of this.#listeners) listener(next.revision)
  }

  #tokenEntry(name: string): Token {
    const entry = this.#state.document.tokens?.find((token) => token.name === name)
    if (entry === undefined) throw new GatehouseError('not_found', `There is no token "${name}".`)
    return entry
  }
}

function madeToken(entry: Token, token: string): MadeToken {
  return { name: entry.name, token, models: entry.models ?? '*', expires: entry.expires ?? null }
}
