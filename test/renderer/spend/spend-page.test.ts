import { expect, test } from 'vitest'
import { formatUsd } from '../../../shared/domain/money.ts'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { spendOf } from '../fake-spend.ts'

const DAY = 86_400_000

describeInBrowser('the spend page', ({ control, restart, open }) => {
  test('answers in words what the figures below add up to', async () => {
    const { rows } = control().world
    const spend = spendOf(rows, {
      from: '2020-01-01T00:00:00Z',
      to: new Date(Date.now() + DAY).toISOString(),
      bucket: 'day',
      by: 'model',
      utc_offset_minutes: 0
    })
    // The sample log spans two weeks; where it lies in the year depends on the day of the test.
    const query = new URLSearchParams({
      range: 'custom',
      from: new Date(Date.now() - 20 * DAY).toISOString().slice(0, 10),
      to: new Date(Date.now() + DAY).toISOString().slice(0, 10)
    })
    const whole = await open(`/spend?${query.toString()}`)
    const answer = whole.locator('main p').first()
    await answer.getByText(formatUsd(spend.totals.cost_nanos)).waitFor()
    const text = await answer.innerText()
    expect(text).toContain(spend.groups[0]?.key)
    expect(text).toContain(`${spend.totals.unpriced} requests could not be priced`)
    const requests = await whole.locator('table tbody tr td:nth-child(4)').allInnerTexts()
    expect(requests.reduce((sum, cell) => sum + Number(cell.replaceAll(',', '')), 0)).toBe(
      spend.totals.requests
    )
  })

  test('is accessible in both themes, as a chart and as a table', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await open('/spend', { theme })
      await page.waitForSelector('.recharts-bar-rectangle')
      await expectAccessible(page)
      await page.getByRole('radio', { name: 'Table' }).click()
      await page.getByRole('columnheader', { name: 'When' }).waitFor()
      await expectAccessible(page)
    }
    expect(control().world.rows.length).toBeGreaterThan(0)
  }, 120_000)

  test('leads from a group and from a bar to exactly the requests that it is made of', async () => {
    const page = await open('/spend?by=token')
    const row = page.locator('table tbody tr', { hasText: 'notebook' })
    const count = (await row.locator('td:nth-child(4)').innerText()).trim()
    await row.getByRole('link', { name: 'See the requests of notebook' }).click()
    await page.waitForURL(/\/logs\?since=.*until=.*token=notebook/)
    const params = new URL(page.url()).searchParams
    const within = control().world.rows.filter(
      (entry) =>
        entry.token === 'notebook' &&
        entry.time >= (params.get('since') ?? '') &&
        entry.time < (params.get('until') ?? '')
    )
    expect(within.length).toBe(Number(count))
    await page.getByRole('button', { name: 'Remove filter: Token notebook' }).waitFor()
    await page.goBack()
    await page.locator('.recharts-bar-rectangle').first().click()
    await page.waitForURL(/\/logs\?since=/)
  })

  test('keeps what is chosen in the address', async () => {
    const page = await open('/spend')
    await page.getByRole('radio', { name: '30 d' }).click()
    await page.getByRole('radio', { name: 'Account' }).click()
    await page.getByRole('radio', { name: 'Requests' }).click()
    await page.waitForURL(/range=30d&by=account&measure=requests/)
    await page.getByRole('heading', { name: 'Requests by day and account' }).waitFor()
    await page.goBack()
    await page.goBack()
    expect(new URL(page.url()).search).toBe('?range=30d')
    await page.getByRole('heading', { name: 'Cost by day and model' }).waitFor()
  })

  test('takes two dates, and draws few days by the hour', async () => {
    const page = await open('/spend')
    await page.getByRole('button', { name: 'Custom' }).click()
    const yesterday = new Date(Date.now() - DAY).toISOString().slice(0, 10)
    await page.getByLabel('First day').fill(yesterday)
    await page.getByLabel('Last day').fill('2020-01-01')
    await page.getByText('The last day is before the first.').waitFor()
    await page.getByLabel('Last day').fill(yesterday)
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.waitForURL(new RegExp(`from=${yesterday}&to=${yesterday}`))
    await page.getByRole('heading', { name: 'Cost by hour and model' }).waitFor()
    expect(await page.locator('main p').first().innerText()).toMatch(/ on \w{3} \d+/)
  })

  test('goes on counting while requests settle', async () => {
    const page = await open('/spend?range=24h')
    const tile = page.getByRole('link', { name: /^Requests/ }).first()
    const before = await tile.innerText()
    const { world } = control()
    const [newest] = world.rows
    if (newest === undefined) throw new Error('the sample log is empty')
    const row = { ...newest, id: 'zzzzzzzz', time: new Date().toISOString() }
    world.rows = [row, ...world.rows]
    for (const listener of world.listeners) listener({ type: 'requests.settled', rows: [row] })
    await expect.poll(() => tile.innerText(), { timeout: 20_000 }).not.toBe(before)
  })

  test('says plainly where nothing could be priced, and offers the bars that there are', async () => {
    const { world } = control()
    world.rows = world.rows.map((row) => ({ ...row, cost_nanos: null, cost: null, status: 200 }))
    const page = await open('/spend')
    await page.getByText(/requests in the last 7 days; what they cost is not known/).waitFor()
    await page.getByRole('button', { name: 'Show requests' }).click()
    await page.waitForSelector('.recharts-bar-rectangle')
    expect(await page.getByRole('link', { name: 'Set prices' }).getAttribute('href')).toBe('/models')
  })

  test('says where to begin while there is nothing, and offers a longer time where that has something', async () => {
    const { world } = control()
    world.rows = world.rows.filter((row) => Date.parse(row.time) < Date.now() - 3 * DAY)
    const quiet = await open('/spend?range=24h')
    await quiet.getByText('Nothing was sent in this time').waitFor()
    await expectAccessible(quiet)
    await quiet.getByRole('button', { name: 'Show 30 days' }).click()
    await quiet.waitForSelector('.recharts-bar-rectangle')
    await restart({ world: 'empty' })
    const page = await open('/spend')
    await page.getByText('Nothing spent yet').waitFor()
    await expectAccessible(page)
  })

  test('shows its shapes while it loads, and an error with another try', async () => {
    control().behave('stalls', 'spend')
    const loading = await open('/spend')
    await loading.getByLabel('Loading').waitFor()
    await expectAccessible(loading)
    control().behave('fails', 'spend')
    const page = await open('/spend', { theme: 'dark' })
    await page.getByText('The database could not be read').waitFor()
    await expectAccessible(page)
    control().behave('works', 'spend')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForSelector('.recharts-bar-rectangle')
  })
})
