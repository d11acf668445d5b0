import { Worker } from 'node:worker_threads'
import { type KeychainReply, type KeychainRequest, keychainWorker } from './keychain-worker.ts'

/** `silent`: no answer in time. The call goes on in its thread, and no other is made before it has come back. */
export type KeychainAnswer = KeychainReply | { readonly kind: 'silent' }

export type KeychainFailure = Exclude<KeychainAnswer, { readonly kind: 'done' }>

export interface KeychainThread {
  /** One at a time, in the order asked. Never throws. */
  call(request: KeychainRequest): Promise<KeychainAnswer>
}

interface ThreadOptions {
  /** Name of the program in the keychain. */
  readonly service: string
  readonly timeoutMs: number
  /** Called when a call that had run out of time comes back after all. */
  readonly onLate: () => void
}

/** A thread that nobody has asked for this long ends; it costs some 5 MB. */
const IDLE_MS = 5_000

/** Starts the keychain's thread at the first call: an installation whose keys are all `env://` never loads the library. */
export function openKeychainThread(options: ThreadOptions): KeychainThread {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let silent = false
  let last: Promise<unknown> = Promise.resolve()

  function start(): Worker {
    const started = new Worker(`(${keychainWorker.toString()})(require)`, {
      eval: true,
      // Loaders of the host (a test runner's, say) are no business of this thread.
      execArgv: [],
      workerData: { from: import.meta.url, service: options.service }
    })
    // A crash of the library ends the thread, not the program; the next call starts another.
    started.on('error', () => {
      if (worker === started) worker = null
    })
    return started
  }

  function rest(): void {
    idle = setTimeout(() => {
      void worker?.terminate()
      worker = null
    }, IDLE_MS)
    idle.unref()
  }

  function send(request: KeychainRequest): Promise<KeychainAnswer> {
    if (silent) return Promise.resolve({ kind: 'silent' })
    clearTimeout(idle)
    const thread = (worker ??= start())
    return new Promise((resolve) => {
      // This timer also keeps a command alive while it waits: the thread itself does not.
      const timer = setTimeout(() => {
        silent = true
        process.once('exit', endAtOnce)
        resolve({ kind: 'silent' })
      }, options.timeoutMs)
      const settle = (reply: KeychainReply): void => {
        thread.off('message', settle)
        thread.off('exit', onExit)
        clearTimeout(timer)
        rest()
        resolve(reply)
        if (!silent) return
        silent = false
        process.off('exit', endAtOnce)
        options.onLate()
      }
      const onExit = (): void =>
        settle({ kind: 'failed', stage: 'call', message: 'the thread of the keychain library ended' })
      thread.on('message', settle)
      thread.on('exit', onExit)
      // Listening for messages makes it keep the process alive again.
      thread.unref()
      thread.postMessage(request)
    })
  }

  return {
    call(request) {
      const answer = last.then(() => send(request))
      last = answer
      return answer
    }
  }
}

/**
 * Ends the process where an exit would hang: Node waits for its threads, and one that waits for an unlock dialog waits
 * for as long as the dialog is open. Runs in the `exit` event, when all else has been closed and flushed.
 */
function endAtOnce(): void {
  process.kill(process.pid, 'SIGKILL')
}
