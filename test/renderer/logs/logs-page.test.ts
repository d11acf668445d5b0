import { expect, test } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { emit, type World } from '../fake-world.ts'
import { addOddRequests } from './odd-requests.ts'
import { sampleRow } from './sample-row.ts'

/** Requests that settle now, newest last; their prompts are `fresh 1`, `fresh 2` ... */
function settle(world: World, from: number, count: number, overrides = {}): void {
  const rows = Array.from({ length: count }, (_unused, index) =>
    sampleRow(0, {
      id: (5_000_000_000 + from + index).toString(36).padStart(8, '0'),
      time: new Date().toISOString(),
      preview: { prompt: `fresh ${from + index}`, reply: '' },
      ...overrides
    })
  )
  world.rows = [...rows.toReversed(), ...world.rows]
  emit(world, { type: 'requests.settled', rows })
}

describeInBrowser('the log page', ({ control, restart, open }) => {
  const grid = '[role=grid]'
  const rows = `${grid} [role=row][id]`

  test('lists requests newest first, with what each took and cost, and is accessible in both themes', async () => {
    const { refused } = addOddRequests(control().world)
    for (const theme of ['light', 'dark'] as const) {
      const page = await open('/logs', { theme })
      await page.waitForSelector(rows)
      const texts = await page.locator(rows).allInnerTexts()
      expect(texts[0]).toContain('121.4K')
      expect(texts[0]).toContain('$0.0611')
      // A refused request says why, in words.
      expect(texts[1]).toContain('Model not allowed')
      expect(texts[1]).toContain(refused.row.error?.message)
      expect(texts[2]).toContain('unknown')
      await expectAccessible(page)
    }
  })

  test('keeps only the rows in sight on the page, and pages on while one scrolls', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    const total = control().world.rows.length
    expect(total).toBeGreaterThan(500)
    expect(await page.locator(rows).count()).toBeLessThan(60)
    const last = control().world.rows.at(-1)
    // The end of the list comes nearer with each page; the bound is far above what is needed.
    for (let step = 0; step < 60; step += 1) {
      await page.locator(grid).evaluate((element) => {
        const scroller = element.parentElement
        scroller?.scrollTo({ top: scroller.scrollHeight })
      })
      if (await page.locator(`#log-row-${last?.id}`).isVisible()) break
      await page.waitForTimeout(50)
    }
    expect(await page.locator(`#log-row-${last?.id}`).isVisible()).toBe(true)
    expect(await page.locator(rows).count()).toBeLessThan(60)
    await page.getByText('No older requests').waitFor()
  })

  test('shows a request the moment it settles, on top', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    settle(control().world, 1, 1)
    await page.getByText('fresh 1').waitFor()
    expect(await page.locator(rows).first().innerText()).toContain('fresh 1')
  })

  test('does not move under a reader further down; the pill counts what came and leads up to it', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    await page.locator(grid).hover()
    await page.mouse.wheel(0, 1500)
    await page.waitForFunction(
      () => (document.querySelector('[role=grid]')?.parentElement?.scrollTop ?? 0) > 1400
    )
    const places = () =>
      page
        .locator(rows)
        .evaluateAll((elements) =>
          elements.map((element) => `${element.id} ${Math.round(element.getBoundingClientRect().top)}`)
        )
    const before = await places()
    settle(control().world, 1, 7)
    settle(control().world, 8, 5)
    const pill = page.getByRole('button', { name: '12 new requests' })
    await pill.waitFor()
    expect(await places()).toEqual(before)
    await pill.click()
    await page.getByText('fresh 12').waitFor()
    expect(await page.locator(rows).first().innerText()).toContain('fresh 12')
    expect(await pill.count()).toBe(0)
  })

  test('can be paused, and shows what came meanwhile when it goes on', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    await page.getByRole('button', { name: /^Live/ }).click()
    settle(control().world, 1, 3)
    await page.getByText('+3').waitFor()
    expect(await page.getByText('fresh 3').count()).toBe(0)
    await page.getByRole('button', { name: /^Paused/ }).click()
    await page.getByText('fresh 3').waitFor()
    expect(await page.locator(rows).first().innerText()).toContain('fresh 3')
  })

  test('shows live only what fits the filters', async () => {
    const page = await open('/logs?token=notebook')
    await page.waitForSelector(rows)
    settle(control().world, 1, 1, { token: 'cline' })
    settle(control().world, 2, 1, { token: 'notebook' })
    await page.getByText('fresh 2').waitFor()
    expect(await page.getByText('fresh 1').count()).toBe(0)
  })

  test('finds what it missed when the connection was lost', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    const { world } = control()
    const unheard = sampleRow(0, { id: 'zzzzzzzz', preview: { prompt: 'while away', reply: '' } })
    world.rows = [unheard, ...world.rows]
    control().dropConnections()
    await page.getByText('while away').waitFor()
    expect(await page.locator(rows).first().innerText()).toContain('while away')
  })

  test('keeps its filters in the address, so that a link and the back button show the same', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    await page.getByRole('radio', { name: 'Failed' }).click()
    await page.waitForURL(/outcome=error/)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByPlaceholder('Account, model, token or format…').fill('cline')
    await page.keyboard.press('Enter')
    await page.waitForURL(/token=cline/)
    const shared = page.url()
    await page.waitForFunction(() =>
      [...document.querySelectorAll('[role=grid] [role=row][id]')].every((row) =>
        row.textContent?.includes('cline')
      )
    )
    await page.goBack()
    expect(new URL(page.url()).search).toBe('?outcome=error')

    const other = await open(new URL(shared).pathname + new URL(shared).search)
    await other.waitForSelector(rows)
    for (const text of await other.locator(rows).allInnerTexts()) {
      expect(text).toContain('cline')
      expect(text).not.toMatch(/^\S+\s+200/)
    }
    await other.getByRole('button', { name: 'Remove filter: Token cline' }).click()
    await other.waitForURL((url) => !url.search.includes('token'))
    await other.getByRole('button', { name: 'Clear', exact: true }).click()
    await other.waitForURL((url) => url.search === '')
  })

  test('searches as one types, without a step of the back button for each letter', async () => {
    addOddRequests(control().world)
    const page = await open('/spend')
    await page.getByRole('link', { name: 'Logs' }).click()
    await page.waitForSelector(rows)
    await page.keyboard.press('/')
    await page.keyboard.type('日本語')
    await page.waitForURL(/q=/)
    await page.waitForFunction(() => document.querySelectorAll('[role=grid] [role=row][id]').length === 1)
    await page.goBack()
    await page.waitForURL(/\/spend/)
    expect(await page.getByRole('heading', { name: 'Spend' }).isVisible()).toBe(true)
  })

  test('takes two moments as a time, and refuses an end before the start', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    await page.getByRole('button', { name: 'Time: Any time' }).click()
    await page.getByLabel('From').fill('2026-03-02T10:00')
    await page.getByLabel('To').fill('2026-03-01T10:00')
    await page.getByText('The end is before the start.').waitFor()
    await page.getByLabel('To').fill('2026-03-02T11:30')
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/since=2026-03-02.*until=2026-03-02/)
    await page.getByText('No request fits these filters').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Clear all filters' }).click()
    await page.waitForSelector(rows)
  })

  test('is driven by keys: J and K move, Enter opens, Escape closes and gives the list its focus back', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    const [first, second, third] = control().world.rows.map((row) => row.id)
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    expect(await page.locator(grid).getAttribute('aria-activedescendant')).toBe(`log-row-${second}`)
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/logs/${second}`))
    await page.getByRole('region', { name: `Request ${second}` }).waitFor()
    await page.keyboard.press('j')
    await page.waitForURL(new RegExp(`/logs/${third}`))
    await page.keyboard.press('Escape')
    await page.waitForURL(/\/logs$/)
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid')
    await page.keyboard.press('Home')
    expect(await page.locator(grid).getAttribute('aria-activedescendant')).toBe(`log-row-${first}`)
    await page.keyboard.press('End')
    // The marked row is in sight, and it is another one.
    await page.waitForFunction((before) => {
      const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant') ?? before
      return id !== before && document.getElementById(id) !== null
    }, `log-row-${first}`)
  })

  test('keeps its place when a request is opened and closed again', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    await page.locator(grid).hover()
    await page.mouse.wheel(0, 1500)
    const scrolled = () =>
      page.evaluate(() => document.querySelector('[role=grid]')?.parentElement?.scrollTop)
    await page.waitForFunction(
      () => (document.querySelector('[role=grid]')?.parentElement?.scrollTop ?? 0) > 1400
    )
    const before = await scrolled()
    await page
      .locator(rows)
      .nth(20)
      .click({ position: { x: 60, y: 10 } })
    await page.waitForSelector('[data-log-detail]')
    await page.goBack()
    await page.waitForSelector('[data-log-detail]', { state: 'detached' })
    expect(await scrolled()).toBe(before)
  })

  test('says where to begin while there is nothing, and lists the first request without a reload', async () => {
    await restart({ world: 'empty' })
    const page = await open('/logs')
    await page.getByText('No requests yet').waitFor()
    await page.getByText('http://127.0.0.1:6480/v1').waitFor()
    await expectAccessible(page)
    settle(control().world, 1, 1)
    await page.getByText('fresh 1').waitFor()
  })

  test('shows its columns as grey shapes while it loads, and an error with another try', async () => {
    control().behave('stalls', 'logs.list')
    const loading = await open('/logs')
    await loading.getByLabel('Loading').waitFor()
    await expectAccessible(loading)
    control().behave('fails', 'logs.list')
    const page = await open('/logs', { theme: 'dark' })
    await page.getByText('The database could not be read').waitFor()
    await expectAccessible(page)
    control().behave('works', 'logs.list')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForSelector(rows)
  })

  test('keeps what is shown when older requests cannot be had, and tries again when asked to', async () => {
    const page = await open('/logs')
    await page.waitForSelector(rows)
    control().behave('fails', 'logs.list')
    await page.locator(grid).evaluate((element) => {
      element.parentElement?.scrollTo({ top: element.parentElement.scrollHeight })
    })
    const again = page.getByRole('button', { name: 'Try again' })
    await again.waitFor()
    control().behave('works', 'logs.list')
    const shown = await page.locator(grid).evaluate((element) => element.clientHeight)
    await again.click()
    await again.waitFor({ state: 'detached' })
    // The button goes when the answer is there; the rows are drawn with the next frame.
    await expect
      .poll(() => page.locator(grid).evaluate((element) => element.clientHeight))
      .toBeGreaterThan(shown)
  })
})
