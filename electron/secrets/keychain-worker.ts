import type { Entry } from '@napi-rs/keyring'
import type * as modules from 'node:module'
import type * as workerThreads from 'node:worker_threads'

/** One call of the keychain library. */
export interface KeychainRequest {
  readonly operation: 'get' | 'set' | 'delete'
  readonly account: string
  /** UTF-8 bytes for `set`. */
  readonly value?: Uint8Array
}

export type KeychainReply =
  | { readonly kind: 'done'; readonly value: Uint8Array | boolean | null }
  /** `load`: the library; `open`: the way to the keychain; `call`: the call itself. */
  | { readonly kind: 'failed'; readonly stage: 'load' | 'open' | 'call'; readonly message: string }

/**
 * The body of the thread that talks to the keychain. A thread of its own, since even opening an entry blocks: two seconds
 * with a keyring daemon that hangs, without end with a session bus that does, and no request may wait for that. It is
 * started from its source text (`Worker` with `eval`), so it may use nothing from outside itself.
 */
export function keychainWorker(load: NodeJS.Require): void {
  // `require` and `workerData` are untyped: these are what keychain-thread.ts passes and what the names stand for.
  const { parentPort, workerData } = load('node:worker_threads') as typeof workerThreads
  const { createRequire } = load('node:module') as typeof modules
  const { from, service } = workerData as { from: string; service: string }
  let stage: 'load' | 'open' | 'call' = 'load'

  function answer(request: KeychainRequest): KeychainReply {
    stage = 'load'
    // Source text that is evaluated has no place in the tree of its own to look for packages from.
    const library = createRequire(from)('@napi-rs/keyring') as { Entry: typeof Entry }
    stage = 'open'
    // Without the pin the library falls back to the kernel's keyring, which a reboot empties, and does not say so.
    const entry = new library.Entry(service, request.account, { linux: { store: 'secret-service' } })
    stage = 'call'
    if (request.operation === 'delete') return { kind: 'done', value: entry.deletePassword() }
    if (request.operation === 'get') {
      const bytes = entry.getSecret()
      return { kind: 'done', value: bytes === null ? null : Uint8Array.from(bytes) }
    }
    // As bytes: a password would be stored as UTF-16 by Windows, which halves what fits into an entry.
    entry.setSecret(request.value ?? new Uint8Array())
    return { kind: 'done', value: true }
  }

  parentPort?.on('message', (request: KeychainRequest) => {
    try {
      parentPort.postMessage(answer(request))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      parentPort.postMessage({ kind: 'failed', stage, message } satisfies KeychainReply)
    }
  })
}
