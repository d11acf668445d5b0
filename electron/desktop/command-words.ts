/** Switches that the command line understands before its word; the first takes a value. */
const SWITCH_WITH_VALUE = '--data-dir'
const CALLS_BY_SWITCH = new Set(['--help', '-h', '--version', '-v'])

/**
 * The words for the command line in Electron's `process.argv`, or null where a window is meant.
 *
 * Any word means the command line, known or not: a mistyped command should be told so and not open a window.
 * Switches before the first word are Chromium's (`--no-sandbox`, `--ozone-platform=headless`) and dropped, but for
 * those that the command line itself takes there. `defaultApp` is Electron's own flag: run from a checkout, the first
 * argument is the path of the app.
 */
export function commandWords(argv: readonly string[], defaultApp: boolean): readonly string[] | null {
  const given = argv.slice(defaultApp ? 2 : 1)
  const kept: string[] = []
  for (let index = 0; index < given.length; index++) {
    const word = given[index] ?? ''
    if (CALLS_BY_SWITCH.has(word)) return [...kept, ...given.slice(index)]
    if (word === SWITCH_WITH_VALUE) {
      kept.push(word, given[index + 1] ?? '')
      index++
    } else if (word.startsWith(`${SWITCH_WITH_VALUE}=`) || word === '--json') {
      kept.push(word)
    } else if (!word.startsWith('-') && word !== '') {
      // The word goes first: that is where the command line looks for it.
      return [word, ...kept, ...given.slice(index + 1)]
    }
  }
  return null
}

/** The folder named by `--data-dir DIR` or `--data-dir=DIR`, for a window; null where none is named. */
export function dataDirArgument(argv: readonly string[]): string | null {
  const index = argv.indexOf(SWITCH_WITH_VALUE)
  if (index !== -1) return argv[index + 1] ?? null
  const joined = argv.find((word) => word.startsWith(`${SWITCH_WITH_VALUE}=`))
  return joined === undefined ? null : joined.slice(SWITCH_WITH_VALUE.length + 1)
}
