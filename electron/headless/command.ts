import type { Output } from './output.ts'

/** A command that was called, with what it was called with. */
export interface CommandCall {
  /** The NAME of commands that take one, else empty. */
  readonly argument: string
  /** Options that came with a value, by long name. */
  readonly values: ReadonlyMap<string, string>
  /** Options without a value that were given. */
  readonly switches: ReadonlySet<string>
  readonly dataDir: string
  readonly output: Output
}

/** Exit codes: other programs rely on them. */
export const EXIT = { done: 0, failed: 1, misused: 2 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Does the work of a command; what it throws is told in words, with exit code 1. */
export type Command = (call: CommandCall) => Promise<ExitCode>

/** Ends a command that was called in a way that can't work: in words, with exit code 2. */
export function misuse(output: Output, message: string): ExitCode {
  output.say(message)
  return EXIT.misused
}
