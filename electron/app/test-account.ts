import type { Account } from '../../shared/config/document.ts'
import type { AccountTestResult } from '../../shared/contract/index.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'
import { priceOfOverride } from '../catalogue/price-usage.ts'
import { compileAccount } from '../config/compile-account.ts'
import { accountReferences, headerReferences } from '../config/references-of.ts'
import { resolveSecrets, type SecretSources } from '../config/resolve-secrets.ts'
import type { AccountRuntime } from '../config/snapshot.ts'
import { fetchModels } from '../gateway/fetch-models.ts'
import type { Provider } from '../providers/provider.ts'
import type { Upstream } from '../upstream/upstream.ts'

const TIMEOUT_MS = 15_000

/** Asks an account's provider for its models, with the key of the account or one that is not saved yet. */
export type AccountTest = (account: Account, key: string | undefined) => Promise<AccountTestResult>

export function createAccountTest(
  options: SecretSources & {
    upstream: Upstream
    findProvider: (idOrAlias: string) => Provider | undefined
    monotonic: () => number
  }
): AccountTest {
  return async (account, key) => {
    // A switched-off account may be tested, too.
    const { enabled: _enabled, ...tested } = account
    const references = key === undefined ? accountReferences(tested) : headerReferences(tested)
    const secrets = await resolveSecrets(references, options)
    const withKey: Account =
      key === undefined ? tested : { ...withoutKeys(tested), api_key: 'keychain://typed' }
    const known =
      key === undefined ? secrets : new Map([...secrets, ['keychain://typed', { value: key.trim() }]])
    const { runtime, notices } = compileAccount(withKey, {
      findProvider: options.findProvider,
      priceEntryOfOverride: priceOfOverride,
      secrets: known
    })
    if (runtime === undefined || runtime.state !== 'ready') {
      return failed(notices.join(' ') || runtime?.notice || 'The account is not complete.', null, null, 0)
    }
    const started = options.monotonic()
    const fetched = await fetchModels(options.upstream, runtime, TIMEOUT_MS)
    const duration = Math.round(options.monotonic() - started)
    if (fetched.kind === 'failed') {
      return failed(
        explain(fetched.reason, fetched.message, runtime),
        fetched.reason,
        fetched.status,
        duration
      )
    }
    const count = fetched.models.length
    const message = `${runtime.provider.name} answered and lists ${count} ${count === 1 ? 'model' : 'models'}.`
    return {
      ok: true,
      message,
      reason: null,
      status: fetched.status,
      duration_ms: duration,
      models: [...fetched.models]
    }
  }
}

function withoutKeys({ api_key: _key, api_keys: _keys, aws: _aws, ...account }: Account): Account {
  return account
}

function failed(
  message: string,
  reason: FailureReason | null,
  status: number | null,
  duration: number
): AccountTestResult {
  return { ok: false, message, reason, status, duration_ms: duration, models: [] }
}

function explain(reason: FailureReason, message: string, { provider }: AccountRuntime): string {
  if (reason !== 'bad-credential') return message
  const where = provider.keyUrl === null ? '' : ` Keys are made at ${provider.keyUrl}.`
  return `${provider.name} refused the key: ${message}${where}`
}
