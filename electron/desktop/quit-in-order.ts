import { app, type Tray } from 'electron'
import type { MainWindow } from './main-window.ts'
import { notice, wordsOf } from './notice.ts'

/** Draining waits for streams that are under way; a stuck one must not keep the program from ending. */
const QUIT_WITHIN_MS = 20_000

/** Quitting, by whatever way, closes the window, then waits for `close`, then ends with code 0. */
export function quitInOrder(window: MainWindow, tray: Tray, close: () => Promise<void>): void {
  let closing = false
  app.on('before-quit', () => window.letClose())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    tray.destroy()
    const late = setTimeout(() => {
      notice(`Gatehouse did not finish within ${QUIT_WITHIN_MS / 1000} s and was ended.`)
      app.exit(1)
    }, QUIT_WITHIN_MS)
    close()
      .finally(() => clearTimeout(late))
      .then(
        () => app.exit(0),
        (error: unknown) => {
          notice(`Gatehouse did not close cleanly: ${wordsOf(error)}`)
          app.exit(1)
        }
      )
  })
  process.on('SIGTERM', () => app.quit())
  process.on('SIGINT', () => app.quit())
}
