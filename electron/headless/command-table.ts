import type { Command } from './command.ts'

export interface CommandOption {
  readonly name: string
  readonly short?: string
  /** What stands for its value in the help; left out for a switch. */
  readonly value?: string
  /** The command can't do without it. */
  readonly required?: true
  readonly about: string
}

export interface CommandEntry {
  readonly words: readonly [string, ...string[]]
  /** What stands for its one argument in the help; left out where it takes none. */
  readonly argument?: string
  readonly options: readonly CommandOption[]
  /** One line for the list of commands. */
  readonly summary: string
  /** What else the help of this command says. */
  readonly details?: string
  /** Commands are loaded when they are called: a start of `serve` pays for none of the others. */
  readonly load: () => Promise<{ readonly run: Command }>
}

/** Options that every command takes. */
export const COMMON_OPTIONS: readonly CommandOption[] = [
  {
    name: 'data-dir',
    value: 'DIR',
    about: 'Folder of the databases and settings (or set GATEHOUSE_DATA_DIR)'
  },
  { name: 'json', about: 'Results as JSON, one object a line; words go to standard error' },
  { name: 'help', short: 'h', about: 'Show this help' }
]

const NAME = 'NAME'

export const COMMANDS: readonly CommandEntry[] = [
  {
    words: ['serve'],
    options: [
      { name: 'port', value: 'N', about: 'Port of the gateway on 127.0.0.1; 0 picks a free one' },
      { name: 'apply', value: 'FILE', about: 'Apply this configuration file before listening' }
    ],
    summary: 'Run the gateway and its dashboard until you stop it',
    details:
      'Listens on 127.0.0.1 only. Without --port the port of the settings is used (6480 at first).\nCtrl-C or SIGTERM lets requests under way finish, writes the log out and ends.',
    load: () => import('./commands/serve.ts')
  },
  {
    words: ['apply'],
    options: [
      {
        name: 'file',
        short: 'f',
        value: 'FILE',
        required: true,
        about: 'The file, YAML or JSON; - reads standard input'
      },
      { name: 'dry-run', about: 'Check and compare, change nothing' },
      { name: 'show-diff', about: 'List what changes' },
      { name: 'prune', about: 'Also remove tokens that the file does not name' }
    ],
    summary: 'Apply a configuration file, whole or not at all',
    details:
      'Sections that the file leaves out stay as they are. Applying the same file again changes nothing.\nValues of new tokens are printed once.',
    load: () => import('./commands/apply.ts')
  },
  {
    words: ['export'],
    options: [],
    summary: 'Print the configuration as YAML, without secrets',
    load: () => import('./commands/export.ts')
  },
  {
    words: ['token', 'create'],
    argument: NAME,
    options: [
      {
        name: 'models',
        value: 'A,B',
        about: 'What it may use: account/model names or patterns; without it, all models'
      },
      { name: 'expires', value: '30d', about: 'When it stops working: 12h, 30d, 8w or an ISO 8601 time' }
    ],
    summary: 'Make a token for an app and print it, once',
    load: () => import('./commands/token-create.ts')
  },
  {
    words: ['token', 'list'],
    options: [],
    summary: 'List the tokens',
    load: () => import('./commands/token-list.ts')
  },
  {
    words: ['token', 'revoke'],
    argument: NAME,
    options: [],
    summary: 'End a token for good',
    load: () => import('./commands/token-revoke.ts')
  },
  {
    words: ['token', 'rotate'],
    argument: NAME,
    options: [{ name: 'grace', value: '24h', about: 'How long the old value still works (else not at all)' }],
    summary: 'Give a token a new value and print it, once',
    load: () => import('./commands/token-rotate.ts')
  },
  {
    words: ['secret', 'set'],
    argument: NAME,
    options: [],
    summary: 'Store a provider key, read from standard input',
    details:
      'In a terminal it asks for the value and shows nothing of it.\nAccounts refer to it as keychain://NAME.\n  printf %s "$CEREBRAS_API_KEY" | gatehouse secret set cerebras-main',
    load: () => import('./commands/secret-set.ts')
  },
  {
    words: ['secret', 'list'],
    options: [],
    summary: 'List the names of stored keys',
    load: () => import('./commands/secret-list.ts')
  },
  {
    words: ['secret', 'delete'],
    argument: NAME,
    options: [],
    summary: 'Delete a stored key',
    load: () => import('./commands/secret-delete.ts')
  },
  {
    words: ['logs'],
    options: [
      { name: 'limit', value: 'N', about: 'At most so many requests (50)' },
      { name: 'since', value: '15m', about: 'Only since then: 15m, 2h, 7d or an ISO 8601 time' }
    ],
    summary: 'Show the latest requests, newest first',
    load: () => import('./commands/logs.ts')
  },
  {
    words: ['dashboard'],
    options: [],
    summary: 'Print a fresh link to the dashboard of the running Gatehouse',
    details: 'The link signs in whoever opens it first, and works for 24 hours.',
    load: () => import('./commands/dashboard.ts')
  },
  {
    words: ['doctor'],
    options: [],
    summary: 'Check host, key store, ports, databases and accounts',
    details: 'Exit code 1 when a check failed.',
    load: () => import('./commands/doctor.ts')
  }
]
