import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appendPage,
  compareRequestIds,
  firstFeed,
  receiveRows,
  refreshFeed,
  releaseHeld,
  type LogFeed
} from '../../../renderer/features/logs/log-feed.ts'
import { sampleRow } from './sample-row.ts'

const numbers = (feed: LogFeed): string[] => feed.rows.map((row) => row.preview?.prompt.slice(9) ?? '')
const page = (from: number, to: number, more: boolean): LogFeed => {
  const rows = Array.from({ length: from - to + 1 }, (_unused, index) => sampleRow(from - index))
  return firstFeed({ rows, more })
}

describe('the feed of the log page', () => {
  test('puts a row that just settled on top while the reader is at the top', () => {
    expect(numbers(receiveRows(page(3, 1, false), [sampleRow(4)], false))).toEqual(['4', '3', '2', '1'])
  })

  test('leaves the shown rows alone while the reader is further down, and lets the waiting ones in later', () => {
    const feed = page(3, 1, false)
    const held = receiveRows(receiveRows(feed, [sampleRow(4)], true), [sampleRow(5), sampleRow(4)], true)
    expect(held.rows).toBe(feed.rows)
    expect(held.held).toHaveLength(2)
    expect(numbers(releaseHeld(held))).toEqual(['5', '4', '3', '2', '1'])
    expect(releaseHeld(held).held).toEqual([])
  })

  test('puts a request that took long where its arrival belongs, below later ones', () => {
    const feed = firstFeed({ rows: [sampleRow(5), sampleRow(3)], more: false })
    expect(numbers(receiveRows(feed, [sampleRow(4)], false))).toEqual(['5', '4', '3'])
  })

  test('leaves a row that is older than the last one shown to the page that will bring it', () => {
    const feed = page(9, 5, true)
    const received = receiveRows(feed, [sampleRow(2)], false)
    expect(received).toBe(feed)
    const whole = appendPage(received, { rows: [sampleRow(4), sampleRow(3), sampleRow(2)], more: false })
    expect(numbers(whole)).toEqual(['9', '8', '7', '6', '5', '4', '3', '2'])
  })

  test('shows a row once that came both live and with a page', () => {
    const feed = receiveRows(page(3, 1, false), [sampleRow(4)], false)
    expect(numbers(refreshFeed(feed, { rows: [sampleRow(4), sampleRow(3)], more: true }, false))).toEqual([
      '4',
      '3',
      '2',
      '1'
    ])
  })

  test('starts again where the newest page no longer reaches what is shown, so that no gap is hidden', () => {
    const page9 = { rows: [sampleRow(9), sampleRow(8)], more: true }
    const feed = refreshFeed(page(3, 1, false), page9, false)
    expect(numbers(feed)).toEqual(['9', '8'])
    expect(feed.more).toBe(true)
  })

  test('leaves the shown rows alone over such a gap while the reader is further down', () => {
    const shown = page(3, 1, false)
    const page9 = { rows: [sampleRow(9), sampleRow(8)], more: true }
    const held = receiveRows(refreshFeed(shown, page9, true), [sampleRow(10), sampleRow(5)], true)
    expect(held.rows).toBe(shown.rows)
    expect(numbers(releaseHeld(held))).toEqual(['10', '9', '8'])
    expect(releaseHeld(held).more).toBe(true)
  })

  test('closes a gap when a later look reaches down to what is shown', () => {
    const held = refreshFeed(page(3, 1, false), { rows: [sampleRow(9)], more: true }, true)
    const rows = [9, 8, 7, 6, 5, 4, 3].map((number) => sampleRow(number))
    expect(numbers(releaseHeld(refreshFeed(held, { rows, more: true }, true)))).toEqual([
      '9',
      '8',
      '7',
      '6',
      '5',
      '4',
      '3',
      '2',
      '1'
    ])
  })

  test('cuts a list that grew for weeks back to its newest rows, and can page on from there', () => {
    let feed = page(1, 1, false)
    for (let from = 2; from <= 4002; from += 200) {
      const batch = Array.from({ length: 200 }, (_unused, index) => sampleRow(from + index))
      feed = receiveRows(feed, batch, false)
    }
    expect(feed.rows.length).toBeLessThan(2000)
    expect(numbers(feed)[0]).toBe('4201')
    expect(feed.more).toBe(true)
  })

  test('is in falling order without doubles whatever arrives, held or not', () => {
    const arrivals = fc.array(
      fc.record({ numbers: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }), hold: fc.boolean() }),
      { maxLength: 20 }
    )
    fc.assert(
      fc.property(arrivals, fc.boolean(), (steps, more) => {
        let feed = page(30, 25, more)
        for (const step of steps)
          feed = receiveRows(
            feed,
            step.numbers.map((number) => sampleRow(number)),
            step.hold
          )
        const ids = releaseHeld(feed).rows.map((row) => row.id)
        const sorted = [...new Set(ids)].sort((left, right) => compareRequestIds(right, left))
        expect(ids).toEqual(sorted)
      })
    )
  })
})
