import { describe, expect, it } from 'vitest'
import { formatTable } from '../../electron/headless/format-table.ts'
import { formatDuration } from '../../electron/headless/format-values.ts'
import { describeError } from '../../electron/headless/describe-error.ts'
import { parseMoment } from '../../electron/headless/parse-moment.ts'
import { describePortHolder } from '../../electron/headless/describe-port-holder.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'

describe('a table', () => {
  it('lines its columns up, numbers at the right, colours not counted', () => {
    const lines = formatTable(
      [{ title: 'A' }, { title: 'N', align: 'right' }, { title: 'B' }],
      [
        ['\u001B[32mlong name\u001B[39m', '5', 'x'],
        ['ü', '1,234', '']
      ]
    )
    expect(lines).toEqual([
      'A              N  B',
      '\u001B[32mlong name\u001B[39m      5  x',
      'ü          1,234'
    ])
  })
})

describe('a moment', () => {
  const now = Date.parse('2026-09-01T12:00:00Z')

  it('is so long ago or ahead', () => {
    expect(parseMoment('15m', 'ago', now)?.toISOString()).toBe('2026-09-01T11:45:00.000Z')
    expect(parseMoment('30d', 'ahead', now)?.toISOString()).toBe('2026-10-01T12:00:00.000Z')
  })

  it('is an ISO 8601 time, in local time where it names no zone', () => {
    expect(parseMoment('2026-08-01T10:00:00+02:00', 'ago')?.toISOString()).toBe('2026-08-01T08:00:00.000Z')
    expect(parseMoment('2026-08-01T10:00', 'ago')).toEqual(new Date(2026, 7, 1, 10))
    expect(parseMoment('2026-08-01', 'ago')).toEqual(new Date(2026, 7, 1))
  })

  it('is nothing else', () => {
    for (const text of ['', 'yesterday', '1', '15', '-15m', '2026-13-01', '15 minutes']) {
      expect([text, parseMoment(text, 'ago')]).toEqual([text, undefined])
    }
  })
})

describe('a duration', () => {
  it('is told in the unit that fits', () => {
    expect([87.4, 1440, 125_000].map(formatDuration)).toEqual(['87 ms', '1.4 s', '2 min 5 s'])
  })
})

describe('an error in words', () => {
  it('lists each thing that is wrong, by line and field', () => {
    const issues = [{ line: 3, field: 'accounts[0].models', message: 'expected "*"' }]
    const error = new GatehouseError('invalid_config', 'The file has an error.', { issues })
    expect(describeError(error)).toBe('The file has an error.\n  line 3, accounts[0].models: expected "*"')
  })

  it('reads the issues of a contract that refused an input', () => {
    const error = Object.assign(new Error('Input validation failed'), {
      data: { issues: [{ path: ['name'], message: 'expected letters' }, 'odd'] }
    })
    expect(describeError(error)).toBe('Input validation failed\n  name: expected letters')
  })
})

describe('who holds a port', () => {
  it.runIf(process.platform === 'linux')('is named where it can be seen', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(describePortHolder(port)).toContain(`(process ${process.pid})`)
    server.close()
    await once(server, 'close')
    expect(describePortHolder(port)).toContain('another program')
  })
})
