import { join } from 'node:path'
import { chooseDataDir } from './app/data-dir.ts'
import { commandWords, dataDirArgument } from './desktop/command-words.ts'
import { runWords } from './desktop/run-words.ts'
import { startDesktop } from './desktop/start-desktop.ts'

// The installed program is two things: with a word it is the command line, without one the window. The command line is
// loaded only when it is asked for, and this is the one place that may reach from the desktop host into the headless.
const words = commandWords(process.argv, process.defaultApp)
if (words !== null) {
  runWords(async () => (await import('./headless/run-command-line.ts')).runCommandLine(words))
} else {
  startDesktop({
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    rendererDir: join(import.meta.dirname, '../renderer'),
    dataDir: chooseDataDir({
      flag: dataDirArgument(process.argv) ?? undefined,
      env: process.env,
      platform: process.platform
    })
  })
}
