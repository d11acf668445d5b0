/** A line for whoever started the program from a terminal or reads its journal. */
export function notice(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** What was thrown, in words: messages of ours are written for people. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
