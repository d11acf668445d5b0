import { describe, expect, test } from 'vitest'
import {
  ANY_LOG,
  isFiltered,
  logFilterOf,
  readLogView,
  writeLogView
} from '../../../renderer/features/logs/log-view.ts'
import { matchesFilter } from '../../../renderer/features/logs/matches-filter.ts'
import { sampleRow } from './sample-row.ts'

describe('the address of a log view', () => {
  test('keeps every filter, also names with slashes, spaces and signs', () => {
    const view = {
      ...ANY_LOG,
      range: '7d' as const,
      account: 'cerebras-main',
      model: 'meta-llama/Llama 4 & more+',
      token: 'ci',
      session: 'sess/é?',
      dialect: 'anthropic-messages',
      translated: true,
      outcome: 'error' as const,
      search: '50% of "it"'
    }
    expect(readLogView(writeLogView(view))).toEqual(view)
  })

  test('is empty for the whole log', () => {
    expect(writeLogView(ANY_LOG)).toBe('')
    expect(isFiltered(ANY_LOG)).toBe(false)
  })

  test('leaves out what it cannot read instead of failing', () => {
    expect(readLogView('range=9y&since=yesterday&outcome=maybe&account=')).toEqual(ANY_LOG)
  })

  test('asks for a span that ends now, counted back from the present time', () => {
    const filter = logFilterOf({ ...ANY_LOG, range: '24h' }, Date.parse('2026-03-02T09:00:00Z'))
    expect(filter).toEqual({ since: '2026-03-01T09:00:00.000Z' })
  })

  test('does not search for blanks', () => {
    expect(logFilterOf({ ...ANY_LOG, search: '  ' }, 0)).toEqual({})
  })
})

describe('whether a live row belongs to the list being shown', () => {
  const row = sampleRow(1, { metadata: { team: 'Atlas' }, session: 's1' })
  const refused = sampleRow(2, {
    status: 403,
    error: { reason: 'model_not_allowed', code: 'model_not_allowed', message: 'Not in scope.' }
  })

  test.each([
    [{ account: 'other' }, false],
    [{ account: 'cerebras-main', model: 'gpt-oss-120b', token: 'cline', session: 's1' }, true],
    [{ search: 'ATLAS' }, true],
    [{ search: 'question 1' }, true],
    [{ search: 'nowhere' }, false],
    [{ since: '2026-03-02T09:00:01.000Z' }, true],
    [{ until: '2026-03-02T09:00:01.000Z' }, false],
    [{ outcome: 'error' as const }, false]
  ])('%j: %s', (filter, expected) => {
    expect(matchesFilter(row, filter)).toBe(expected)
  })

  test('a refused request is a failure, and is found by the words of its refusal', () => {
    expect(matchesFilter(refused, { outcome: 'error', search: 'in scope' })).toBe(true)
    expect(matchesFilter(refused, { outcome: 'ok' })).toBe(false)
  })
})
