import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]

/** Where a command's results and words go. */
export interface Output {
  /** Whether results are JSON, one object a line, alone on standard output. */
  readonly json: boolean
  /** Whoever read the output has gone (`| head`): there is no point in going on. */
  readonly closed: boolean
  /** A result for programs; nothing without `--json`. */
  object(value: unknown): void
  /** A result for people: a line on standard output; nothing with `--json`. */
  line(text?: string): void
  /** Words about the work (notices, warnings, errors) on standard error, in both forms. */
  say(text: string): void
  /** The same, unless it was said so already: what a change means for the person can reach a command twice. */
  sayOnce(text: string): void
  /** Width of the terminal that lines go to; null where they go elsewhere. */
  readonly columns: number | null
  /** Colours a piece of a `line`, where the output is a terminal that wants colours. */
  paint(style: Style, text: string): string
  /** Resolves when all is handed to the system. */
  flush(): Promise<void>
}

/** Writes to the process's own streams. */
export function createOutput(json: boolean): Output {
  let closed = false
  const end = (error: Error): void => {
    if (!('code' in error) || error.code !== 'EPIPE') throw error
    closed = true
  }
  process.stdout.on('error', end)
  process.stderr.on('error', end)
  const write = (stream: NodeJS.WriteStream, text: string): void => {
    if (!closed) stream.write(`${text}\n`)
  }
  const say = (text: string): void => write(process.stderr, text)
  const saidOnce = new Set<string>()
  return {
    json,
    get closed() {
      return closed
    },
    object: (value) => {
      if (json) write(process.stdout, JSON.stringify(value))
    },
    line: (text = '') => {
      if (!json) write(process.stdout, text)
    },
    say,
    sayOnce: (text) => {
      if (!saidOnce.has(text)) say(text)
      saidOnce.add(text)
    },
    columns: process.stdout.isTTY ? process.stdout.columns : null,
    // `stream` makes styleText look at NO_COLOR, FORCE_COLOR and whether it is a terminal at all.
    paint: (style, text) => styleText(style, text, { stream: process.stdout }),
    flush: async () => {
      await Promise.all([drain(process.stdout), drain(process.stderr)])
    }
  }
}

function drain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}
