import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'

const CLI = resolve(import.meta.dirname, '../../out/main/headless.js')

/** What a finished call of the built command line left. */
export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output read as one JSON object a line; throws where it is anything else. */
  readonly objects: () => readonly Record<string, unknown>[]
}

export interface CallOptions {
  readonly dataDir: string
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  /** Path of the Node to run it by; left out: the one that runs the tests. */
  readonly node?: string
}

/** Calls `gatehouse WORDS` as a person or a script would, with nothing of this machine but PATH. */
export async function gatehouse(words: readonly string[], options: CallOptions): Promise<Finished> {
  const child = spawn(options.node ?? process.execPath, [CLI, ...words], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: join(options.dataDir, '..'),
      GATEHOUSE_DATA_DIR: options.dataDir,
      ...options.env
    }
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()))
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()))
  // A call that ends before it has read its input closes the pipe.
  child.stdin.on('error', () => undefined)
  child.stdin.end(options.input ?? '')
  const code = await new Promise<number | null>((settle) => child.once('close', settle))
  return { code, stdout, stderr, objects: () => readObjects(stdout) }
}

function readObjects(stdout: string): readonly Record<string, unknown>[] {
  if (stdout === '') return []
  if (!stdout.endsWith('\n')) throw new Error(`the last line is not whole: ${stdout}`)
  return stdout
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const value: unknown = JSON.parse(line)
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw new Error(`not an object: ${line}`)
      }
      // Compact: as JSON.stringify writes it, without blanks.
      if (JSON.stringify(value) !== line) throw new Error(`not compact: ${line}`)
      return value as Record<string, unknown>
    })
}
