import { ORPCError } from '@orpc/server'
import { type Account, modelsOf } from '../../shared/config/document.ts'
import type {
  AccountModels,
  AccountState,
  AccountTestResult,
  ModelState
} from '../../shared/contract/index.ts'
import { FAKE_PROVIDERS } from './fake-providers.ts'
import type { World } from './fake-world.ts'
import { FACTS, OFFERED } from './sample-models.ts'

export function accountsOf(world: World): readonly Account[] {
  return world.document.accounts ?? []
}

export function findAccount(world: World, name: string): Account {
  const account = accountsOf(world).find((candidate) => candidate.name === name)
  if (account !== undefined) return account
  throw new ORPCError('not_found', { status: 404, message: `There is no account called ${name}.` })
}

/** The document's accounts with one of them changed. */
export function withAccount(
  world: World,
  name: string,
  change: (account: Account) => Account
): World['document'] {
  findAccount(world, name)
  return {
    ...world.document,
    accounts: accountsOf(world).map((account) => (account.name === name ? change(account) : account))
  }
}

export function accountState(world: World, account: Account): AccountState {
  const provider = FAKE_PROVIDERS.find((candidate) => candidate.id === account.provider)
  const references = account.api_keys ?? (account.api_key === undefined ? [] : [account.api_key])
  const keys = references.map((reference) => ({
    reference,
    present: reference.startsWith('keychain://') && world.keys.has(reference.slice('keychain://'.length))
  }))
  const missing = keys.find((key) => !key.present)
  const state =
    account.enabled === false ? 'disabled' : missing === undefined ? ('ready' as const) : 'unavailable'
  return {
    account,
    provider_name: provider?.name ?? account.provider,
    base_url: account.base_url ?? provider?.base_url ?? '',
    state,
    notice:
      state === 'unavailable'
        ? `The key ${missing?.reference ?? ''} is not there. Set it before starting Gatehouse, or type a key into this account.`
        : null,
    keys,
    model_count: modelsOf(account).any
      ? (world.offered.get(account.name)?.models.length ?? 0)
      : modelsOf(account).entries.length,
    last_used: world.rows.find((row) => row.account === account.name)?.time ?? null
  }
}

/** Keys that begin with `bad` are refused and those with `slow` never answered, so that each outcome can be seen. */
export async function testAccount(account: Account, key: string | undefined): Promise<AccountTestResult> {
  if (key?.startsWith('slow') === true) await new Promise(() => {})
  if (key?.startsWith('bad') === true) {
    return {
      ok: false,
      message: `${account.provider} refused the key (401). Check that it was copied whole and was not deleted there.`,
      reason: 'bad-credential',
      status: 401,
      duration_ms: 184,
      models: []
    }
  }
  const models = OFFERED[account.name] ?? ['gpt-oss-120b', 'llama3.1-8b', 'qwen-3-235b-a22b-instruct-2507']
  return {
    ok: true,
    message: `The key works. ${account.provider} offers ${models.length} models.`,
    reason: null,
    status: 200,
    duration_ms: 231,
    models: [...models]
  }
}

function modelState(account: Account, id: string, enabled: boolean, offered: boolean | null): ModelState {
  const override = modelsOf(account).entries.find((entry) => entry.id === id)
  const facts = FACTS[id]
  const price = override?.price ?? facts?.price ?? null
  return {
    account: account.name,
    id,
    name: `${account.name}/${id}`,
    upstream_id: override?.upstream_id ?? id,
    type: override?.type ?? facts?.type ?? (id.includes('embed') ? 'embedding' : 'chat'),
    enabled,
    offered,
    price,
    price_source: override?.price !== undefined ? 'override' : price === null ? null : 'catalogue',
    price_id:
      override?.price !== undefined
        ? `override:${account.name}/${id}`
        : price === null
          ? null
          : `genai-prices:${account.provider}/${id}@2026-08-21`,
    context_window: facts?.context ?? null,
    max_output: facts?.output ?? null
  }
}

export function accountModels(world: World, account: Account): AccountModels {
  const { any, entries } = modelsOf(account)
  const offered = world.offered.get(account.name)
  const listed = new Set(entries.map((entry) => entry.id))
  const ids = new Set([...listed, ...(offered?.models ?? [])])
  const unreachable = account.name === 'local' && offered === undefined
  return {
    account: account.name,
    provider: account.provider,
    any,
    fetched_at: offered?.at ?? null,
    fetch_error: unreachable
      ? 'Nothing answers at http://127.0.0.1:8000/v1. Start the server there, then fetch again.'
      : null,
    models: [...ids].map((id) =>
      modelState(
        account,
        id,
        any || listed.has(id),
        offered === undefined ? null : offered.models.includes(id)
      )
    )
  }
}
