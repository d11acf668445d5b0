import { COMMANDS, COMMON_OPTIONS, type CommandEntry, type CommandOption } from './command-table.ts'
import { formatTable } from './format-table.ts'
import { usageOf } from './parse-command-line.ts'

/** The help of all commands, of a group (`token`) or of one command; null where the words name none. */
export function helpText(about: readonly string[]): string | null {
  if (about.length === 0) return overview()
  const entries = COMMANDS.filter((entry) => about.every((word, index) => entry.words[index] === word))
  if (entries.length === 0) return null
  const [only] = entries
  return only !== undefined && entries.length === 1 ? oneCommand(only) : list(entries)
}

function overview(): string {
  return `Gatehouse: your personal AI gateway, on this machine.

Usage: gatehouse COMMAND [OPTIONS]

${list(COMMANDS)}

Every command takes:
${optionLines(COMMON_OPTIONS)}

Exit codes: 0 done, 1 failed, 2 wrong usage. More on one command: gatehouse help COMMAND`
}

function list(entries: readonly CommandEntry[]): string {
  const rows = entries.map((entry) => [
    `  ${[...entry.words, ...(entry.argument === undefined ? [] : [entry.argument])].join(' ')}`,
    entry.summary
  ])
  return formatTable([{ title: 'Commands:' }, { title: '' }], rows).join('\n')
}

function oneCommand(entry: CommandEntry): string {
  const parts = [`${entry.summary}.`, `Usage: ${usageOf(entry)}`]
  if (entry.details !== undefined) parts.push(entry.details)
  parts.push(`Options:\n${optionLines([...entry.options, ...COMMON_OPTIONS])}`)
  return parts.join('\n\n')
}

function optionLines(options: readonly CommandOption[]): string {
  const rows = options.map((option) => [
    `  ${option.short === undefined ? '    ' : `-${option.short}, `}--${option.name}${option.value === undefined ? '' : ` ${option.value}`}`,
    option.about
  ])
  return formatTable([{ title: '' }, { title: '' }], rows)
    .slice(1)
    .join('\n')
}
