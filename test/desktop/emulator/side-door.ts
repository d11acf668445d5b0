import { runInThisContext } from 'node:vm'
import { emulatorState } from './emulator-state.ts'

/** What a spec asks the main process: a function by its source, and its argument. */
export interface SideDoorCall {
  readonly id: number
  readonly source: string
  readonly argument: unknown
}

/** What comes back. */
export interface SideDoorReply {
  readonly id: number
  readonly error: string | null
  readonly value: unknown
}

/**
 * Lets a spec run a function in the main process, as `ElectronApplication.evaluate` of Playwright does: it gets the
 * module, the argument, and what the emulator recorded. The process ends with its spec.
 */
export function openSideDoor(electron: object): void {
  if (process.send === undefined) return
  process.on('message', (call: SideDoorCall) => {
    void answer(electron, call).then((reply) => process.send?.(reply))
  })
  process.on('disconnect', () => process.exit(1))
}

async function answer(electron: object, { id, source, argument }: SideDoorCall): Promise<SideDoorReply> {
  try {
    // The edge: a spec's own function, by its source; it sees the global scope alone.
    const run = runInThisContext(`(${source})`) as (...parts: unknown[]) => unknown
    const value = await run(electron, argument, emulatorState)
    return { id, error: null, value }
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error), value: null }
  }
}
