const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** npm passes Ctrl-C on although the terminal has sent it to everyone already: such an echo is not a second wish. */
const ECHO_MS = 500

/** npm runs this by a shell, which a signal to npm ends without passing it on: how often that is looked for. */
const PARENT_CHECK_MS = 1000

/** Resolves with the first signal that asks this process to stop; the next one ends it at once. */
export function waitForStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first: number | null = null
    const onSignal = (signal: NodeJS.Signals): void => {
      if (first === null) {
        first = performance.now()
        resolve(signal)
        return
      }
      if (performance.now() - first < ECHO_MS) return
      process.stderr.write('Ended at once.\n')
      process.exit(1)
    }
    for (const signal of SIGNALS) process.on(signal, onSignal)
    if (process.env['npm_lifecycle_event'] !== undefined) watchParent(() => onSignal('SIGTERM'))
  })
}

/** Whoever ended npm meant this process too, and would find its port taken at the next start. */
function watchParent(onGone: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    onGone()
  }, PARENT_CHECK_MS)
  timer.unref()
}
