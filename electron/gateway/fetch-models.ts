import type { AccountRuntime } from '../config/snapshot.ts'
import { VERSION } from '../app/version.ts'
import { readFailure } from '../providers/read-failure.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'
import { nameNetworkFailure } from '../upstream/name-network-failure.ts'
import type { Upstream } from '../upstream/upstream.ts'
import { headersForProvider } from './passed-headers.ts'

export type FetchedModels =
  | { readonly kind: 'models'; readonly status: number; readonly models: readonly string[] }
  | {
      readonly kind: 'failed'
      readonly status: number | null
      readonly reason: FailureReason
      readonly message: string
    }

const REPLY_MAX = 32 * 1024 * 1024

/** Asks a provider which models it offers (`GET {base}/models`, https://platform.openai.com/docs/api-reference/models/list). */
export function fetchModels(
  upstream: Upstream,
  account: AccountRuntime,
  timeoutMs: number
): Promise<FetchedModels> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let status = 0
    let headers = {}
    let length = 0
    const failed = (reason: FailureReason, message: string): void =>
      resolve({ kind: 'failed', status: status === 0 ? null : status, reason, message })
    const exchange = upstream.send(
      {
        origin: account.origin,
        path: `${account.basePath}/models`,
        method: 'GET',
        headers: headersForProvider({ account, key: account.keys[0] ?? null }, {}, false, VERSION),
        body: null,
        allowLinkLocal: account.allowLinkLocal
      },
      {
        onStart: (code, head) => {
          status = code
          headers = head
        },
        onData: (chunk) => {
          length += chunk.length
          if (length <= REPLY_MAX) parts.push(chunk)
          else exchange.abort()
          return true
        },
        onEnd: () => {
          clearTimeout(timer)
          const body = Buffer.concat(parts)
          if (status >= 400) {
            const { reason, message } = readFailure(status, body, headers)
            failed(reason, message)
          } else if (status >= 300)
            failed(
              'bad-request',
              'The server redirects elsewhere. Redirects are not followed: correct the base URL.'
            )
          else resolveModels(body)
        },
        onError: (error) => {
          clearTimeout(timer)
          const named = nameNetworkFailure(error, account.origin)
          failed(named.reason, named.message)
        }
      }
    )
    const timer = setTimeout(() => {
      failed('timeout', `${account.origin} did not answer within ${timeoutMs / 1000} seconds.`)
      exchange.abort()
    }, timeoutMs)
    const resolveModels = (body: Buffer): void => {
      const models = modelIds(body)
      if (models === null)
        failed(
          'unknown',
          `${account.origin} answered with something that is not a list of models. Is the base URL right?`
        )
      else resolve({ kind: 'models', status, models })
    }
  })
}

/** Ids of `{data: [{id}]}` or, as Together answers, of a bare list; null where it is neither. */
function modelIds(body: Buffer): string[] | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    const list: unknown = Array.isArray(value)
      ? value
      : typeof value === 'object' && value !== null && 'data' in value
        ? value.data
        : null
    if (!Array.isArray(list)) return null
    const ids = list.flatMap((item: unknown) =>
      typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string'
        ? [item.id]
        : []
    )
    return [...new Set(ids)]
  } catch {
    return null
  }
}
