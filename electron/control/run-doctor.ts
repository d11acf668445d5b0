import type { Account } from '../../shared/config/document.ts'
import type { AccountTestResult, DoctorCheck } from '../../shared/contract/index.ts'
import type { ControlDependencies } from './dependencies.ts'

/** A provider that takes longer is as good as away for whoever waits for the doctor. */
const ACCOUNT_TIMEOUT_MS = 10_000
const LARGE_LOG_BYTES = 5 * 1024 ** 3

/** Looks at everything that can be wrong, all at once, and says what was found in plain words. */
export async function runDoctor(dependencies: ControlDependencies): Promise<DoctorCheck[]> {
  const { accounts = [], tokens = [] } = dependencies.configuration.current().document
  const checks = await Promise.all([
    checkHost(dependencies),
    checkKeyStore(dependencies),
    checkGateway(dependencies),
    checkDatabase(dependencies),
    ...accounts.map((account) => checkAccount(account, dependencies))
  ])
  const { configuration } = dependencies
  const tokenChecks = tokens.flatMap((token): DoctorCheck[] => {
    const notice = configuration.tokenNotice(token.name)
    if (notice === null) return []
    return [
      { id: `token:${token.name}`, state: 'warning', title: `Token ${token.name}`, text: sentence(notice) }
    ]
  })
  const none: DoctorCheck[] =
    accounts.length > 0
      ? []
      : [
          {
            id: 'accounts',
            state: 'warning',
            title: 'Accounts',
            text: 'There is no account yet: add one to have somewhere to send requests.'
          }
        ]
  return [...checks, ...none, ...tokenChecks]
}

async function checkHost({ host, version, dataDir }: ControlDependencies): Promise<DoctorCheck> {
  const where = host === 'desktop' ? 'as a desktop app' : 'without a window'
  const engine = `Node ${process.versions.node} on ${process.platform} ${process.arch}`
  const text = `Gatehouse ${version} runs ${where}, ${engine}. Its data is in ${dataDir}.`
  return { id: 'host', state: 'ok', title: 'Host', text }
}

async function checkKeyStore({ secrets }: ControlDependencies): Promise<DoctorCheck> {
  const { kind, name, warning } = await secrets.keyStore()
  const state = kind === 'locked' ? 'failed' : warning === null ? 'ok' : 'warning'
  const text = warning === null ? `Keys are kept here: ${name}.` : `Keys are kept here: ${name}. ${warning}`
  return { id: 'key-store', state, title: 'Key store', text }
}

async function checkGateway({ gatewayStatus }: ControlDependencies): Promise<DoctorCheck> {
  const { running, url, port, error } = gatewayStatus()
  const check = { id: 'gateway-port', title: 'Gateway' }
  if (running) return { ...check, state: 'ok', text: `Apps reach it at ${url}.` }
  if (error === null) {
    return {
      ...check,
      state: 'warning',
      text: `It is not running: start it with \`gatehouse serve\`. It will use port ${port}.`
    }
  }
  return {
    ...check,
    state: 'failed',
    text: `It can't listen on port ${port}: ${error}. End what uses the port, or choose another one in Settings.`
  }
}

async function checkDatabase({ store }: ControlDependencies): Promise<DoctorCheck> {
  const { logBytes, configBytes, rows, oldest } = await store.storage()
  const since = oldest === null ? '' : ` since ${new Date(oldest).toISOString().slice(0, 10)}`
  const sizes = `The log takes ${sizeText(logBytes)} for ${rows} requests${since}, the configuration ${sizeText(configBytes)}.`
  const check = { id: 'database', title: 'Databases' }
  if (logBytes < LARGE_LOG_BYTES) return { ...check, state: 'ok', text: sizes }
  return {
    ...check,
    state: 'warning',
    text: `${sizes} Keep the log for fewer days in Settings to make it smaller.`
  }
}

async function checkAccount(
  account: Account,
  { testAccount, configuration }: ControlDependencies
): Promise<DoctorCheck> {
  const check = { id: `account:${account.name}`, title: `Account ${account.name}` }
  const runtime = configuration.snapshot().accounts.get(account.name)
  if (runtime?.state === 'disabled')
    return { ...check, state: 'ok', text: 'It is switched off and was not asked.' }
  if (runtime?.state === 'unavailable')
    return { ...check, state: 'failed', text: runtime.notice ?? 'It is not used.' }
  const result = await within(testAccount(account, undefined), ACCOUNT_TIMEOUT_MS)
  if (result === null) {
    return {
      ...check,
      state: 'failed',
      text: `It did not answer within ${ACCOUNT_TIMEOUT_MS / 1000} seconds.`
    }
  }
  return { ...check, state: result.ok ? 'ok' : 'failed', text: result.message }
}

/** null where it takes longer: the other checks are worth showing all the same. */
async function within(
  result: Promise<AccountTestResult>,
  timeoutMs: number
): Promise<AccountTestResult | null> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null)
  })
  try {
    return await Promise.race([result, timeout])
  } finally {
    clearTimeout(timer)
  }
}

function sizeText(bytes: number): string {
  if (bytes < 1024 ** 2) return `${Math.ceil(bytes / 1024)} KB`
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`
  return `${(bytes / 1024 ** 3).toFixed(1)} GB`
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}
