import { describe, expect, test } from 'vitest'
import { averageNanos, cachedShare, spendAnswer } from '../../../renderer/features/spend/spend-answer.ts'
import { sampleFigures, sampleSpend } from './sample-spend.ts'

describe('the answer to where the money goes', () => {
  test('names the group that most of it went to, and the change', () => {
    const answer = spendAnswer(sampleSpend({ big: [40, 22], small: [38] }, 80))
    expect(answer).toMatchObject({ kind: 'spent', costNanos: 100, top: { key: 'big', share: 0.62 } })
    expect(answer.trend).toEqual({ kind: 'more', ratio: 0.25 })
  })

  test('names none where the money is spread evenly', () => {
    const spread = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((key) => [key, [20]]))
    expect(spendAnswer(sampleSpend(spread)).top).toBeUndefined()
  })

  test('does not make a percentage of nothing, nor of what is not known', () => {
    expect(spendAnswer(sampleSpend({ a: [5] })).trend).toEqual({ kind: 'from-nothing' })
    const blind = { ...sampleSpend({ a: [5] }), previous: sampleFigures(4, 0, { unpriced: 4 }) }
    expect(spendAnswer(blind).trend).toBeUndefined()
    expect(spendAnswer(sampleSpend({ a: [101] }, 100)).trend).toEqual({ kind: 'same' })
  })

  test('tells apart: no requests, none that could be priced, and all of them free', () => {
    const none = sampleSpend({})
    expect(spendAnswer(none).kind).toBe('nothing')
    expect(spendAnswer({ ...none, totals: sampleFigures(3, 0, { unpriced: 3 }) }).kind).toBe('unpriced')
    expect(spendAnswer({ ...none, totals: sampleFigures(3, 0, { unpriced: 2, errors: 1 }) }).kind).toBe(
      'unpriced'
    )
    expect(spendAnswer({ ...none, totals: sampleFigures(3, 0, { unpriced: 1 }) }).kind).toBe('free')
    expect(spendAnswer({ ...none, totals: sampleFigures(3, 0) }).kind).toBe('free')
  })

  test('counts the share read from a prompt cache over all input, and the average over priced requests', () => {
    const figures = sampleFigures(4, 900, { input: 100, cache_read: 300, cache_write: 0, unpriced: 1 })
    expect(cachedShare(figures)).toBe(0.75)
    expect(averageNanos(figures)).toBe(300)
    expect(cachedShare(sampleFigures(0, 0))).toBeUndefined()
    expect(averageNanos(sampleFigures(2, 0, { unpriced: 2 }))).toBeUndefined()
  })

  test('leaves failed requests out of the average, which they would make smaller than any request was', () => {
    expect(averageNanos(sampleFigures(10, 600, { errors: 7 }))).toBe(200)
    expect(averageNanos(sampleFigures(3, 0, { errors: 3 }))).toBeUndefined()
  })
})
