import type { ConfigDocument } from '../../shared/config/document.ts'
import type { TokenRecord } from '../store/store.ts'
import { compileAccount, type AccountContext } from './compile-account.ts'
import { compileTokens } from './compile-tokens.ts'
import { createModelResolver } from './resolve-model.ts'
import type { AccountRuntime, Snapshot } from './snapshot.ts'

export interface CompileInput extends AccountContext {
  readonly revision: number
  readonly document: ConfigDocument
  readonly records: ReadonlyMap<string, TokenRecord>
}

export interface Compiled {
  readonly snapshot: Snapshot
  /** Why a token has no value that works, by its name. */
  readonly lackingTokens: ReadonlyMap<string, string>
}

/** One revision as look-up tables. Pure: all that it needs has been read before. */
export function compileSnapshot(input: CompileInput): Compiled {
  const accounts = new Map<string, AccountRuntime>()
  const named = new Map<string, AccountRuntime>()
  const accountNotices: string[] = []
  for (const account of input.document.accounts ?? []) {
    const { runtime, notices } = compileAccount(account, input)
    accountNotices.push(...notices)
    if (runtime === undefined) continue
    accounts.set(account.name, runtime)
    for (const name of [account.name, ...(account.aliases ?? [])]) named.set(name, runtime)
  }
  const resolveModel = createModelResolver({ accounts, named, findProvider: input.findProvider })
  const compiled = compileTokens(input.document.tokens ?? [], {
    records: input.records,
    secrets: input.secrets,
    resolveModel,
    accountOf: (nameOrAlias) => named.get(nameOrAlias)?.name,
    accountNames: [...accounts.keys()]
  })
  return {
    lackingTokens: compiled.lacking,
    snapshot: {
      revision: input.revision,
      accounts,
      tokens: compiled.tokens,
      findToken: compiled.find,
      resolveModel,
      notices: [...accountNotices, ...compiled.notices]
    }
  }
}
