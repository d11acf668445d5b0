import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../electron/headless/command-table.ts'
import { helpText } from '../../electron/headless/help-text.ts'
import { parseCommandLine, usageOf } from '../../electron/headless/parse-command-line.ts'

const parse = (text: string) => parseCommandLine(text.split(' ').filter((word) => word !== ''))

/** The refusal of a call that can't work; empty where it was not refused. */
function refusal(text: string): string {
  const line = parse(text)
  return line.kind === 'misuse' ? line.message : ''
}

describe('the words of a call', () => {
  it('are a command, its argument and its options, wherever the options stand', () => {
    for (const text of [
      'token create cline --models a,b --json --data-dir /d',
      '--data-dir /d --json token create --models=a,b cline',
      '--data-dir=/d token --json create cline --models a,b'
    ]) {
      const line = parse(text)
      expect(line).toMatchObject({ kind: 'run', argument: 'cline', json: true })
      if (line.kind !== 'run') continue
      expect(line.entry.words).toEqual(['token', 'create'])
      expect(Object.fromEntries(line.values)).toEqual({ 'data-dir': '/d', models: 'a,b' })
    }
  })

  it('may have switches and short options', () => {
    const line = parse('apply -f gateway.yaml --dry-run --show-diff --prune')
    expect(line.kind === 'run' && [...line.switches]).toEqual(['dry-run', 'show-diff', 'prune'])
    expect(line.kind === 'run' && line.values.get('file')).toBe('gateway.yaml')
  })

  it('may ask for help and the version, with a command or without', () => {
    expect(parse('--help')).toMatchObject({ kind: 'help', about: [], asked: true })
    expect(parse('help token create')).toMatchObject({ kind: 'help', about: ['token', 'create'] })
    expect(parse('token create -h')).toMatchObject({ kind: 'help', about: ['token', 'create'] })
    expect(parse('serve --port 1 --help')).toMatchObject({ kind: 'help', about: ['serve'] })
    expect(parse('')).toMatchObject({ kind: 'help', asked: false })
    expect(parse('--version')).toMatchObject({ kind: 'version' })
    expect(parse('-v --json')).toMatchObject({ kind: 'version', json: true })
  })

  it('are refused with the nearest command', () => {
    expect(refusal('serv')).toContain('There is no command "serv". Did you mean "serve"?')
    expect(refusal('token revok x')).toContain('Did you mean "token revoke"?')
    expect(refusal('frobnicate')).toContain('There is no command "frobnicate". Run `gatehouse help`')
    expect(refusal('token')).toBe('gatehouse token needs one of: create, list, revoke, rotate.')
  })

  it('are refused with the nearest option and the usage', () => {
    expect(refusal('logs --limt 5')).toBe(
      '"logs" has no option --limt. Did you mean "--limit"?\nUsage: gatehouse logs [--limit N] [--since 15m]'
    )
    expect(refusal('export --port 1')).toContain('"export" has no option --port.')
    expect(refusal('serve -x')).toContain('"serve" has no option -x.')
    expect(refusal('serve --version')).toContain('"serve" has no option --version.')
  })

  it('are refused where an argument or a value is missing or too much', () => {
    expect(refusal('token create')).toContain('"token create" needs a NAME.')
    expect(refusal('token create a b')).toContain('"token create" does not take "b".')
    expect(refusal('export all')).toContain('"export" does not take "all".')
    expect(refusal('serve --port')).toContain('--port needs a value: --port N')
    expect(refusal('serve --port --json')).toContain('--port needs a value')
    expect(refusal('apply --file=')).toContain('--file needs a value')
    expect(refusal('apply --dry-run')).toContain('"apply" needs -f FILE.')
    expect(refusal('export --json=yes')).toContain('--json takes no value.')
  })
})

describe('the help', () => {
  it('names every command and option there is', () => {
    const overview = helpText([]) ?? ''
    for (const entry of COMMANDS) {
      expect(overview).toContain(`  ${entry.words.join(' ')}`)
      const own = helpText(entry.words) ?? ''
      expect(own).toContain(usageOf(entry))
      for (const option of entry.options) expect(own).toContain(`--${option.name}`)
    }
  })

  it('of a group lists its commands, and of nothing known is none', () => {
    expect(helpText(['token'])).toContain('token rotate NAME')
    expect(helpText(['nothing'])).toBeNull()
    expect(helpText(['token', 'nothing'])).toBeNull()
  })

  it('fits a terminal of 100 columns', () => {
    const texts = [helpText([]), ...COMMANDS.map((entry) => helpText(entry.words))]
    const wide = texts.flatMap((text) => (text ?? '').split('\n')).filter((line) => line.length > 100)
    expect(wide.filter((line) => !line.startsWith('Usage:'))).toEqual([])
  })
})
