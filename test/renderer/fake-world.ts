import { stringify } from 'yaml'
import { DEFAULT_SETTINGS, type Settings } from '../../shared/config/settings.ts'
import type { ConfigDocument } from '../../shared/config/document.ts'
import type { Change, GatehouseEvent, KeyStore, LogDetail, Revision } from '../../shared/contract/index.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { sampleDocument, sampleTokenFacts, type TokenFacts } from './sample-configuration.ts'
import { sampleRow, sampleRows, seededRandom } from './sample-log.ts'
import { OFFERED } from './sample-models.ts'

interface StoredRevision {
  readonly meta: Revision
  readonly document: ConfigDocument
  readonly changes: Change[]
}

/** What a fake Gatehouse knows and remembers, in memory. Tests may read and change all of it. */
export interface World {
  document: ConfigDocument
  readonly revisions: StoredRevision[]
  readonly tokenFacts: Map<string, TokenFacts>
  /** Newest first. */
  rows: RequestLogRow[]
  /** Details by request id that are not the sample's. */
  readonly details: Map<string, LogDetail>
  settings: Settings
  readonly offered: Map<string, { readonly at: string; readonly models: readonly string[] }>
  /** Keys that were typed in, by the name of their keychain entry: a test looks here that they arrived, and nowhere else. */
  readonly keys: Map<string, string>
  keyStore: KeyStore
  gatewayError: string | null
  host: 'desktop' | 'headless'
  readonly listeners: Set<(event: GatehouseEvent) => void>
}

type Entries = Record<string, unknown>

function entriesOf(document: ConfigDocument): Entries {
  const all: Entries = {}
  for (const account of document.accounts ?? []) all[`accounts.${account.name}`] = account
  for (const token of document.tokens ?? []) all[`tokens.${token.name}`] = token
  return all
}

/** Changes between two documents: entries that came and went, and the fields of those that stayed. */
function diff(before: ConfigDocument, after: ConfigDocument): Change[] {
  const [old, next] = [entriesOf(before), entriesOf(after)]
  const changes: Change[] = []
  for (const path of new Set([...Object.keys(old), ...Object.keys(next)])) {
    const [from, to] = [old[path], next[path]]
    if (JSON.stringify(from) === JSON.stringify(to)) continue
    const [section = '', name = ''] = path.split('.')
    const what = `${section === 'accounts' ? 'account' : 'token'} ${name}`
    if (from === undefined)
      changes.push({ path, kind: 'added', before: undefined, after: to, text: `Added ${what}` })
    else if (to === undefined)
      changes.push({ path, kind: 'removed', before: from, after: undefined, text: `Removed ${what}` })
    else changes.push(...fieldChanges(path, what, { ...from }, { ...to }))
  }
  return changes
}

function fieldChanges(path: string, what: string, from: Entries, to: Entries): Change[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
    .map((field) => ({
      path: `${path}.${field}`,
      kind: 'changed' as const,
      before: from[field],
      after: to[field],
      text: `Changed ${field} of ${what}`
    }))
}

export function emit(world: World, event: GatehouseEvent): void {
  for (const listener of world.listeners) listener(event)
}

/** Makes a document the newest revision and tells the window. */
export function commit(
  world: World,
  by: string,
  summary: string,
  document: ConfigDocument
): { revision: number } {
  const last = world.revisions.at(-1)
  const revision = (last?.meta.revision ?? 0) + 1
  world.revisions.push({
    meta: { revision, time: new Date().toISOString(), by, summary },
    document,
    changes: diff(world.document, document)
  })
  world.document = document
  emit(world, { type: 'config.changed', revision })
  return { revision }
}

export function currentRevision(world: World): number {
  return world.revisions.at(-1)?.meta.revision ?? 0
}

export function toYaml(document: ConfigDocument): string {
  return stringify(document)
}

function emptyWorld(): World {
  return {
    document: { version: 1, accounts: [], tokens: [] },
    revisions: [],
    tokenFacts: new Map(),
    rows: [],
    details: new Map(),
    settings: { ...DEFAULT_SETTINGS },
    offered: new Map(),
    keys: new Map(),
    keyStore: { kind: 'keychain', name: 'GNOME Keyring over Secret Service', warning: null },
    gatewayError: null,
    host: 'headless',
    listeners: new Set()
  }
}

/** Revisions as they would have come about: accounts one by one, then tokens, over three weeks. */
function replay(world: World, target: ConfigDocument, now: number): void {
  const step = (daysAgo: number, by: string, summary: string, document: ConfigDocument): void => {
    commit(world, by, summary, document)
    const last = world.revisions.pop()
    if (last === undefined) return
    world.revisions.push({
      ...last,
      meta: { ...last.meta, time: new Date(now - daysAgo * 86_400_000).toISOString() }
    })
  }
  const accounts = target.accounts ?? []
  const tokens = target.tokens ?? []
  accounts.forEach((account, index) => {
    step(24 - index, index === 2 ? 'apply' : 'window', `Added account ${account.name}`, {
      ...world.document,
      // What is switched off now was on at first.
      accounts: accounts.slice(0, index + 1).map(({ enabled: _enabled, ...entry }) => entry)
    })
  })
  tokens.forEach((token, index) => {
    step(18 - index * 2, index === 3 ? 'cli' : 'window', `Added token ${token.name}`, {
      ...world.document,
      tokens: tokens.slice(0, index + 1)
    })
  })
  step(2.2, 'window', 'Disabled account mistral-eu', { ...world.document, accounts })
}

/** `sample`: weeks of use; `empty`: a first start. */
export function createWorld(kind: 'sample' | 'empty', now = Date.now()): World {
  const world = emptyWorld()
  if (kind === 'empty') return world
  replay(world, sampleDocument(now), now)
  for (const [name, facts] of sampleTokenFacts(now)) world.tokenFacts.set(name, facts)
  world.rows = sampleRows(now)
  for (const [account, models] of Object.entries(OFFERED)) {
    if (account !== 'local')
      world.offered.set(account, { at: new Date(now - 3_600_000).toISOString(), models })
  }
  for (const name of ['cerebras-main', 'openai', 'openrouter', 'mistral-eu']) world.keys.set(name, 'sample')
  return world
}

const live = seededRandom(7)

/** A request that settles now: it is in the log and every open window hears of it. */
export function settleRequest(world: World, patch: Partial<RequestLogRow> = {}): RequestLogRow {
  const newest = Number.parseInt(world.rows[0]?.id ?? '0', 36)
  const row = { ...sampleRow(newest + 1, Date.now(), live), ...patch }
  world.rows = [row, ...world.rows]
  emit(world, { type: 'requests.settled', rows: [row] })
  return row
}
