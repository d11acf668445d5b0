import type { DialectId } from '../../shared/domain/dialect.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'
import { VERSION } from '../app/version.ts'
import type { AccountRuntime } from '../config/snapshot.ts'
import { readFailure } from '../providers/read-failure.ts'
import { nameNetworkFailure } from '../upstream/name-network-failure.ts'
import { signAwsRequest } from '../upstream/sign-aws-request.ts'
import type { Upstream, UpstreamRequest } from '../upstream/upstream.ts'
import { headersForProvider } from './passed-headers.ts'
import { readModelPage } from './read-model-page.ts'

export type FetchedModels =
  | { readonly kind: 'models'; readonly status: number; readonly models: readonly string[] }
  | {
      readonly kind: 'failed'
      readonly status: number | null
      readonly reason: FailureReason
      readonly message: string
    }

type FetchedPage =
  | { readonly kind: 'page'; readonly status: number; readonly body: Buffer }
  | Extract<FetchedModels, { kind: 'failed' }>

const REPLY_MAX = 32 * 1024 * 1024
/** A thousand models each: no provider has so many, and one that never stops must not be asked forever. */
const PAGES_MAX = 20

/**
 * Asks a provider which models it offers, at `GET {base}/models` or where it says, page by page
 * (https://platform.openai.com/docs/api-reference/models/list, https://docs.claude.com/en/api/models-list,
 * https://ai.google.dev/api/models#method:-models.list,
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html).
 */
export async function fetchModels(
  upstream: Upstream,
  account: AccountRuntime,
  timeoutMs: number
): Promise<FetchedModels> {
  const dialect = account.dialects[0] ?? 'openai-chat'
  const models = new Set<string>()
  const asked = new Set<string>()
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), timeoutMs)
  try {
    for (let next: string | null = firstQuery(dialect); ;) {
      asked.add(next)
      const page = await fetchPage(upstream, account, next, { signal: timeout.signal, timeoutMs })
      if (page.kind === 'failed') return page
      const { status } = page
      const read = readModelPage(page.body, dialect)
      if (read === null) {
        const message = `${account.origin} answered with something that is not a list of models. Is the base URL right?`
        return { kind: 'failed', status, reason: 'unknown', message }
      }
      for (const id of read.ids) models.add(id)
      next = read.next
      const more = next !== null && !asked.has(next) && asked.size < PAGES_MAX
      if (!more || next === null) return { kind: 'models', status, models: [...models] }
    }
  } finally {
    clearTimeout(timer)
  }
}

/** As many at once as the provider gives: Anthropic and Cohere would else list 20 of them, Google 50. */
function firstQuery(dialect: DialectId): string {
  if (dialect === 'anthropic-messages') return '?limit=1000'
  if (dialect === 'cohere-chat') return '?page_size=1000'
  return dialect === 'gemini' ? '?pageSize=1000' : ''
}

/** Where models are listed: `next` is a link from there. AWS lists them at another host than it answers at. */
function modelsUrl({ provider, origin, basePath }: AccountRuntime, next: string): URL {
  const host =
    provider.awsService === undefined ? origin : origin.replace(/\/\/bedrock-runtime(?=[-.])/, '//bedrock')
  return new URL(next, new URL(provider.modelsPath ?? 'models', `${host}${basePath}/`))
}

async function fetchPage(
  upstream: Upstream,
  account: AccountRuntime,
  next: string,
  limits: { readonly signal: AbortSignal; readonly timeoutMs: number }
): Promise<FetchedPage> {
  const url = modelsUrl(account, next)
  const request: UpstreamRequest = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: 'GET',
    headers: headersForProvider({ account, key: account.keys[0] ?? null }, {}, null, VERSION),
    body: null,
    allowLinkLocal: account.allowLinkLocal
  }
  const { aws } = account
  return await fetchSigned(
    upstream,
    aws === null ? request : await signAwsRequest(request, aws, Date.now()),
    limits
  )
}

function fetchSigned(
  upstream: Upstream,
  request: UpstreamRequest,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number }
): Promise<FetchedPage> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let status = 0
    let headers = {}
    let length = 0
    const failed = (reason: FailureReason, message: string): void =>
      resolve({ kind: 'failed', status: status === 0 ? null : status, reason, message })
    const exchange = upstream.send(request, {
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
        const body = Buffer.concat(parts)
        if (status >= 400) {
          const { reason, message } = readFailure(status, body, headers)
          failed(reason, message)
        } else if (status >= 300)
          failed(
            'bad-request',
            'The server redirects elsewhere. Redirects are not followed: correct the base URL.'
          )
        else resolve({ kind: 'page', status, body })
      },
      onError: (error) => {
        const named = nameNetworkFailure(error, request.origin)
        failed(named.reason, named.message)
      }
    })
    const onTimeout = (): void => {
      failed('timeout', `${request.origin} did not answer within ${timeoutMs / 1000} seconds.`)
      exchange.abort()
    }
    if (signal.aborted) onTimeout()
    else signal.addEventListener('abort', onTimeout, { once: true })
  })
}
