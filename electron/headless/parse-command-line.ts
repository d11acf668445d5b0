import { parseArgs } from 'node:util'
import { nearestName } from '../config/nearest-names.ts'
import { COMMANDS, COMMON_OPTIONS, type CommandEntry, type CommandOption } from './command-table.ts'

/** What the words after the program's name ask for. */
export type CommandLine = { readonly json: boolean } & (
  | { readonly kind: 'version' }
  /** `about`: the command or group of commands that it is about, empty for all. `asked`: else no command was given. */
  | { readonly kind: 'help'; readonly about: readonly string[]; readonly asked: boolean }
  | { readonly kind: 'misuse'; readonly message: string }
  | {
      readonly kind: 'run'
      readonly entry: CommandEntry
      readonly argument: string
      readonly values: ReadonlyMap<string, string>
      readonly switches: ReadonlySet<string>
    }
)

interface GivenOption {
  /** As it was typed, such as `--limit` or `-f`. */
  readonly typed: string
  readonly name: string
  readonly value: string | undefined
}

const VERSION_OPTION: CommandOption = { name: 'version', short: 'v', about: 'Print the version' }

const ALL_OPTIONS = [...COMMANDS.flatMap((entry) => entry.options), ...COMMON_OPTIONS, VERSION_OPTION]

/** Reads the words of a call; options may stand anywhere, before the command too. */
export function parseCommandLine(words: readonly string[]): CommandLine {
  const { given, positionals } = scan(words)
  const json = given.some((option) => option.name === 'json')
  const line = interpret(given, positionals)
  return { ...line, json }
}

type WithoutJson<T> = T extends unknown ? Omit<T, 'json'> : never

function interpret(given: readonly GivenOption[], positionals: readonly string[]): WithoutJson<CommandLine> {
  const asks = (name: string): boolean => given.some((option) => option.name === name)
  if (positionals.length === 0 && asks('version')) return { kind: 'version' }
  if (positionals[0] === 'version') return { kind: 'version' }
  if (positionals[0] === 'help') return { kind: 'help', about: positionals.slice(1), asked: true }
  if (asks('help')) return { kind: 'help', about: knownWords(positionals), asked: true }
  if (positionals.length === 0) return { kind: 'help', about: [], asked: false }

  const found = findCommand(positionals)
  if (typeof found === 'string') return { kind: 'misuse', message: found }
  const { entry, rest } = found
  const problem = optionsProblem(entry, given) ?? argumentProblem(entry, rest)
  if (problem !== undefined) {
    return { kind: 'misuse', message: `${problem}\nUsage: ${usageOf(entry)}` }
  }
  const values = new Map<string, string>()
  for (const { name, value } of given) if (value !== undefined) values.set(name, value)
  const switches = new Set(given.filter(({ value }) => value === undefined).map(({ name }) => name))
  return { kind: 'run', entry, argument: rest[0] ?? '', values, switches }
}

/** `gatehouse token create NAME [--models A,B] [--expires 30d]` */
export function usageOf(entry: CommandEntry): string {
  const options = entry.options.map((option) => {
    const name = option.short === undefined ? `--${option.name}` : `-${option.short}`
    const text = option.value === undefined ? name : `${name} ${option.value}`
    return option.required === true ? text : `[${text}]`
  })
  return [
    'gatehouse',
    ...entry.words,
    ...(entry.argument === undefined ? [] : [entry.argument]),
    ...options
  ].join(' ')
}

function scan(words: readonly string[]): { given: GivenOption[]; positionals: string[] } {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      ALL_OPTIONS.map((option) => [
        option.name,
        {
          type: option.value === undefined ? ('boolean' as const) : ('string' as const),
          ...(option.short === undefined ? {} : { short: option.short })
        }
      ])
    ),
    allowPositionals: true,
    // Refusals are ours: they name the nearest option and keep to one form.
    strict: false,
    tokens: true
  })
  return {
    given: tokens.flatMap((token) => {
      if (token.kind !== 'option') return []
      // `--port --json` forgot the value of --port; `--port=--json` would mean it.
      const forgotten = token.inlineValue === false && /^-./.test(token.value)
      return [{ typed: token.rawName, name: token.name, value: forgotten ? '' : token.value }]
    }),
    positionals: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []))
  }
}

/** The longest beginning of the words that names a command or a group of commands. */
function knownWords(positionals: readonly string[]): readonly string[] {
  const [first, second] = positionals
  const group = COMMANDS.filter((entry) => entry.words[0] === first)
  if (first === undefined || group.length === 0) return []
  return group.some((entry) => entry.words[1] === second && second !== undefined)
    ? positionals.slice(0, 2)
    : [first]
}

function findCommand(
  positionals: readonly string[]
): { readonly entry: CommandEntry; readonly rest: readonly string[] } | string {
  const [first, second] = positionals
  const more = 'Run `gatehouse help` for the list.'
  if (first === undefined) return `Which command? ${more}`
  const group = COMMANDS.filter((entry) => entry.words[0] === first)
  if (group.length === 0) {
    const nearest = nearestName(first, new Set(COMMANDS.map((entry) => entry.words[0])))
    return `There is no command "${first}".${didYouMean(nearest)} ${more}`
  }
  const single = group.find((entry) => entry.words.length === 1)
  if (single !== undefined) return { entry: single, rest: positionals.slice(1) }
  const entry = group.find((candidate) => candidate.words[1] === second)
  if (entry !== undefined) return { entry, rest: positionals.slice(2) }
  const names = group.map((candidate) => candidate.words[1] ?? '')
  if (second === undefined) return `gatehouse ${first} needs one of: ${names.join(', ')}.`
  const nearest = nearestName(second, names)
  return `There is no command "${first} ${second}".${didYouMean(nearest && `${first} ${nearest}`)} It needs one of: ${names.join(', ')}.`
}

function argumentProblem(entry: CommandEntry, rest: readonly string[]): string | undefined {
  const name = entry.words.join(' ')
  if (entry.argument !== undefined && (rest[0] ?? '') === '') return `"${name}" needs a ${entry.argument}.`
  const extra = rest[entry.argument === undefined ? 0 : 1]
  return extra === undefined ? undefined : `"${name}" does not take "${extra}".`
}

function optionsProblem(entry: CommandEntry, given: readonly GivenOption[]): string | undefined {
  const options = [...entry.options, ...COMMON_OPTIONS]
  for (const { typed, name, value } of given) {
    const option = options.find((candidate) => candidate.name === name)
    if (option === undefined) {
      const nearest = nearestName(
        name,
        options.map((candidate) => candidate.name)
      )
      return `"${entry.words.join(' ')}" has no option ${typed}.${didYouMean(nearest && `--${nearest}`)}`
    }
    if (option.value !== undefined && (value ?? '') === '')
      return `${typed} needs a value: ${typed} ${option.value}`
    if (option.value === undefined && value !== undefined) return `${typed} takes no value.`
  }
  const missing = entry.options.find(
    (option) => option.required === true && !given.some(({ name }) => name === option.name)
  )
  return missing === undefined
    ? undefined
    : `"${entry.words.join(' ')}" needs -${missing.short ?? ''} ${missing.value ?? ''}.`
}

function didYouMean(nearest: string | undefined): string {
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`
}
