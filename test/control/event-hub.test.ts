import { describe, expect, it } from 'vitest'
import { createEventHub } from '../../electron/control/event-hub.ts'
import type { GatehouseEvent } from '../../shared/contract/index.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { sampleRow } from './sample-row.ts'

const settled = (...rows: RequestLogRow[]): GatehouseEvent => ({ type: 'requests.settled', rows })

describe('the event hub', () => {
  it('begins with word that the subscription stands, then tells what happens', async () => {
    const hub = createEventHub()
    const events = hub.subscribe()
    expect(await events.next()).toEqual({ done: false, value: { type: 'subscribed' } })
    const waiting = events.next()
    hub.publish({ type: 'config.changed', revision: 3 })
    expect(await waiting).toEqual({ done: false, value: { type: 'config.changed', revision: 3 } })
  })

  it('joins what waits for a slow listener, in order, and counts the rows that it leaves out', async () => {
    const hub = createEventHub()
    const events = hub.subscribe()
    await events.next()
    for (let number = 1; number <= 2500; number += 1) {
      hub.publish(settled(sampleRow(number)))
      hub.publish({ type: 'config.changed', revision: number })
      hub.publish({ type: 'models.fetched', account: number % 2 === 0 ? 'even' : 'odd' })
    }
    const first = (await events.next()).value
    if (first?.type !== 'requests.settled') throw new Error('expected rows')
    expect(first.missed).toBe(1500)
    expect(first.rows.map((row) => row.id)).toEqual(
      Array.from({ length: 1000 }, (_, index) => sampleRow(1501 + index).id)
    )
    expect((await events.next()).value).toEqual({ type: 'config.changed', revision: 2500 })
    expect((await events.next()).value).toEqual({ type: 'models.fetched', account: 'odd' })
    expect((await events.next()).value).toEqual({ type: 'models.fetched', account: 'even' })
  })

  it('tells every listener, and none after it left', async () => {
    const hub = createEventHub()
    const [first, second] = [hub.subscribe(), hub.subscribe()]
    await Promise.all([first.next(), second.next()])
    await first.return?.()
    hub.publish({ type: 'settings.changed' })
    expect(await first.next()).toEqual({ done: true, value: undefined })
    expect((await second.next()).value).toEqual({ type: 'settings.changed' })
    expect(hub.size).toBe(1)
  })

  it.each([
    ['its signal fires', (_hub: { close(): void }, abort: AbortController) => abort.abort()],
    ['the hub closes', (hub: { close(): void }) => hub.close()]
  ])('ends a listener that waits when %s', async (_what, end) => {
    const hub = createEventHub()
    const abort = new AbortController()
    const events = hub.subscribe(abort.signal)
    await events.next()
    const waiting = events.next()
    end(hub, abort)
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(hub.size).toBe(0)
  })

  it('does not even begin for a signal that has fired', async () => {
    const hub = createEventHub()
    expect(await hub.subscribe(AbortSignal.abort()).next()).toEqual({ done: true, value: undefined })
    expect(hub.size).toBe(0)
  })
})
