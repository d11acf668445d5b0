import type { Token } from '../../shared/config/document.ts'
import type { TokenRecord } from '../store/store.ts'
import type { ResolvedSecrets } from './resolve-secrets.ts'
import type { TokenRuntime } from './snapshot.ts'
import { compileScope, idlePatterns, type ScopeContext } from './token-scope.ts'
import { hashTokenValue } from './token-value.ts'

/** Fewer characters than this can be guessed. */
const SHORTEST_VALUE = 16

export interface TokenContext extends ScopeContext {
  readonly records: ReadonlyMap<string, TokenRecord>
  readonly secrets: ResolvedSecrets
  readonly accountNames: readonly string[]
}

interface Known {
  readonly token: TokenRuntime
  /** Milliseconds since the epoch; null: as long as the token. */
  readonly until: number | null
}

export interface CompiledTokens {
  readonly tokens: ReadonlyMap<string, TokenRuntime>
  readonly find: (hash: string, now: number) => TokenRuntime | undefined
  /** Why a token has no value that works, by its name. */
  readonly lacking: ReadonlyMap<string, string>
  readonly notices: readonly string[]
}

/** The tokens of a document with the hashes that find them. */
export function compileTokens(entries: readonly Token[], context: TokenContext): CompiledTokens {
  const tokens = new Map<string, TokenRuntime>()
  const byHash = new Map<string, Known>()
  const lacking = new Map<string, string>()
  const notices: string[] = []
  for (const entry of entries) {
    const token = compileToken(entry, context)
    tokens.set(entry.name, token)
    for (const pattern of idlePatterns(entry.models, context, context.accountNames)) {
      const hint = 'patterns are matched against account/model'
      notices.push(`The scope "${pattern}" of token "${entry.name}" fits no account: ${hint}.`)
    }
    const value = hashesOf(entry, context)
    const problem = 'missing' in value ? value.missing : takenBy(value.hash, byHash)
    if (problem !== undefined) {
      lacking.set(entry.name, problem)
      notices.push(`Token "${entry.name}" does not work: ${problem}.`)
      continue
    }
    if ('missing' in value) continue
    byHash.set(value.hash, { token, until: null })
    if (value.previous !== undefined) byHash.set(value.previous.hash, { token, until: value.previous.until })
  }
  const find = (hash: string, now: number): TokenRuntime | undefined => {
    const known = byHash.get(hash)
    if (known === undefined || (known.until !== null && now >= known.until)) return undefined
    return known.token
  }
  return { tokens, find, lacking, notices }
}

function compileToken(entry: Token, context: TokenContext): TokenRuntime {
  return {
    name: entry.name,
    expiresAt: entry.expires === undefined ? null : Date.parse(entry.expires),
    enabled: entry.enabled !== false,
    payloads: entry.payloads !== false,
    allows: compileScope(entry.models, context)
  }
}

type Hashes =
  | { readonly missing: string }
  | { readonly hash: string; readonly previous?: { readonly hash: string; readonly until: number } }

function hashesOf(entry: Token, context: TokenContext): Hashes {
  if (entry.value !== undefined) {
    const secret = context.secrets.get(entry.value) ?? { missing: `${entry.value} could not be read` }
    if ('missing' in secret) return secret
    if (secret.value.length < SHORTEST_VALUE) {
      return { missing: `the value of ${entry.value} has fewer than ${SHORTEST_VALUE} characters` }
    }
    return { hash: hashTokenValue(secret.value) }
  }
  const record = context.records.get(entry.name)
  if (record === undefined || record.hash === null) {
    return { missing: 'it has no value, since it was revoked or never had one: rotate it to make a new one' }
  }
  if (record.previousHash === null || record.previousUntil === null) return { hash: record.hash }
  return { hash: record.hash, previous: { hash: record.previousHash, until: record.previousUntil } }
}

function takenBy(hash: string, byHash: ReadonlyMap<string, Known>): string | undefined {
  const owner = byHash.get(hash)
  return owner === undefined ? undefined : `its value is that of the token "${owner.token.name}"`
}
