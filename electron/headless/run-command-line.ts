import { chooseDataDir } from '../app/data-dir.ts'
import { VERSION } from '../app/version.ts'
import { EXIT, misuse, type ExitCode } from './command.ts'
import { describeError } from './describe-error.ts'
import { createOutput, type Output } from './output.ts'
import { parseCommandLine, type CommandLine } from './parse-command-line.ts'

/** Runs `gatehouse WORDS` in this process and resolves to its exit code; all output is written by then. */
export async function runCommandLine(words: readonly string[]): Promise<ExitCode> {
  const line = parseCommandLine(words)
  const output = createOutput(line.json)
  try {
    return await runLine(line, output)
  } catch (error) {
    output.say(describeError(error))
    return EXIT.failed
  } finally {
    await output.flush()
  }
}

async function runLine(line: CommandLine, output: Output): Promise<ExitCode> {
  if (line.kind === 'version') {
    output.object({ version: VERSION })
    output.line(VERSION)
    return EXIT.done
  }
  if (line.kind === 'help') return await help(line, output)
  if (line.kind === 'misuse') return misuse(output, line.message)
  const { run } = await line.entry.load()
  const { argument, values, switches } = line
  const dataDir = chooseDataDir({
    flag: values.get('data-dir'),
    env: process.env,
    platform: process.platform
  })
  return await run({ argument, values, switches, dataDir, output })
}

async function help(
  line: { readonly about: readonly string[]; readonly asked: boolean },
  output: Output
): Promise<ExitCode> {
  const { helpText } = await import('./help-text.ts')
  const text = helpText(line.about)
  if (text === null) {
    output.say(`There is no command "${line.about.join(' ')}". Run \`gatehouse help\` for the list.`)
    return EXIT.misused
  }
  if (!line.asked) {
    output.say(text)
    return EXIT.misused
  }
  // Words, not a result: with --json nothing of it may stand on standard output.
  if (output.json) output.say(text)
  output.line(text)
  return EXIT.done
}
