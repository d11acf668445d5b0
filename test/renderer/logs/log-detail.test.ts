import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { addOddRequests } from './odd-requests.ts'

const panel = '[data-log-detail]'
const choose = (page: Page, tab: string) => page.getByRole('tab', { name: tab }).click()

describeInBrowser('the detail of a request', ({ control, open }) => {
  test('has an address of its own, and is accessible in both themes on every tab', async () => {
    const { long } = addOddRequests(control().world)
    for (const theme of ['light', 'dark'] as const) {
      const page = await open(`/logs/${long.row.id}`, { theme })
      await page.getByRole('region', { name: `Request ${long.row.id}` }).waitFor()
      await page.getByText('Answer to this request').waitFor()
      await expectAccessible(page)
      const tabs = theme === 'light' ? ['Timing', 'Details'] : ['Cost']
      for (const tab of tabs) {
        await choose(page, tab)
        await expectAccessible(page)
      }
    }
  }, 120_000)

  test('reads as a conversation: instructions folded, the last turns in sight, earlier ones on request', async () => {
    const { long } = addOddRequests(control().world)
    const page = await open(`/logs/${long.row.id}`)
    const turns = page.locator(`${panel} article`)
    await turns.first().waitFor()
    expect(await turns.count()).toBeLessThanOrEqual(12)
    expect(await page.getByText('Answer in English.').count()).toBe(0)
    await page.getByRole('button', { name: /Instructions \(2 messages\)/ }).click()
    await page.getByText('Answer in English.').waitFor()
    await page.getByRole('button', { name: /Show 2\d\d earlier messages/ }).click()
    await page.getByText('Step 0: look at the next file and go on.').waitFor()
    expect(await turns.count()).toBeGreaterThan(220)
  })

  test('shows a call with its arguments as they were written and the result that was sent for it', async () => {
    const { long } = addOddRequests(control().world)
    const page = await open(`/logs/${long.row.id}`)
    const turn = page.locator(`${panel} article`, { hasText: 'run_command' })
    await turn.waitFor()
    // A number that JavaScript cannot hold stays what it was.
    expect(await turn.innerText()).toContain('"LIMIT": 12345678901234567890')
    expect(await turn.innerText()).toContain('line of output that goes on and on')
    expect((await turn.innerText()).length).toBeLessThan(4000)
    await turn.getByRole('button', { name: 'Show all (210 kB)' }).click()
    expect((await turn.innerText()).length).toBeGreaterThan(200_000)
    expect(await page.getByText('The app sends the result with its next request').count()).toBe(1)
  })

  test('shows images that came with the request, and never loads one from an address', async () => {
    const { long } = addOddRequests(control().world)
    const page = await open('/logs')
    const asked: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(control().url) && !request.url().startsWith('data:'))
        asked.push(request.url())
    })
    await page.locator(`#log-row-${long.row.id}`).click()
    const image = page.locator(panel).getByRole('button', { name: 'Image 1: show large' }).locator('img')
    await image.scrollIntoViewIfNeeded()
    expect(
      await image.evaluate((element) => element instanceof HTMLImageElement && element.naturalWidth)
    ).toBe(1)
    const link = page.getByRole('link', { name: /images\.invalid/ })
    expect(await link.getAttribute('rel')).toContain('noreferrer')
    expect(asked).toEqual([])
  })

  test('adds the cost up line by line to what was booked', async () => {
    const { long } = addOddRequests(control().world)
    const page = await open(`/logs/${long.row.id}`)
    await choose(page, 'Cost')
    const table = page.locator(`${panel} table`)
    await table.waitFor()
    const amounts = await table.locator('tr td:last-child').allInnerTexts()
    const picos = amounts.map((text) => Math.round(Number(text.replaceAll(/[+$]/g, '')) * 1e12))
    const [input = 0, cached = 0, written = 0, output = 0, sum, rounding = 0, booked] = picos
    expect(input + cached + written + output).toBe(sum)
    expect((sum ?? 0) + rounding).toBe(booked)
    expect(booked).toBe((long.row.cost_nanos ?? 0) * 1000)
    expect(await page.locator(panel).innerText()).toContain(long.row.cost?.price_id)
  })

  test('says that a cost is unknown, why, and where a price is set', async () => {
    const { unpriced } = addOddRequests(control().world)
    const page = await open(`/logs/${unpriced.row.id}`)
    await choose(page, 'Cost')
    await page.getByText('The cost is unknown').waitFor()
    const href = await page.getByRole('link', { name: 'Set a price' }).getAttribute('href')
    expect(href).toBe('/models?account=local&model=qwen2.5-coder-32b-instruct')
    await choose(page, 'Conversation')
    await page.getByText('Payloads are off for the token “laptop”').waitFor()
  })

  test('says of an estimate that it is one', async () => {
    const { abandoned } = addOddRequests(control().world)
    const page = await open(`/logs/${abandoned.row.id}`)
    await choose(page, 'Cost')
    expect(await page.locator(panel).innerText()).toContain('This cost is an estimate')
    await choose(page, 'Conversation')
    await page.getByText('No answer came.').waitFor()
  })

  test('says of a refused request what happened and that nothing was sent or charged', async () => {
    const { refused } = addOddRequests(control().world)
    const page = await open(`/logs/${refused.row.id}`)
    await page
      .locator(panel)
      .getByText(refused.row.error?.message ?? '')
      .waitFor()
    await choose(page, 'Timing')
    await page.getByText(/Nothing was sent to a provider/).waitFor()
    await choose(page, 'Cost')
    expect(await page.locator(panel).innerText()).toContain('so nothing was charged')
  })

  test('shows each attempt and how evenly the stream came', async () => {
    const { long } = addOddRequests(control().world)
    const page = await open(`/logs/${long.row.id}`)
    await choose(page, 'Timing')
    const lines = await page.locator(`${panel} table tbody tr`).allInnerTexts()
    expect(lines[0]).toMatch(/cerebras-main\/zai-glm-4.6[\s\S]*429[\s\S]*Rate limited[\s\S]*308 ms/)
    expect(lines[1]).toMatch(/Answered[\s\S]*312 ms[\s\S]*1.40 s[\s\S]*14.4 s/)
    await page.getByRole('figure', { name: /the longest is 714 ms/ }).waitFor()
    expect(await page.locator(panel).innerText()).toContain('900 chunks')
  })

  test('shows a body laid out or to the byte, a long one bit by bit, and copies all of it', async () => {
    const { long } = addOddRequests(control().world)
    const page = await open(`/logs/${long.row.id}`)
    await choose(page, 'Request')
    const body = page.locator(`${panel} pre`)
    expect((await body.innerText()).startsWith('{\n  "model"')).toBe(true)
    await page.getByRole('radio', { name: 'Exact' }).click()
    expect((await body.innerText()).startsWith('{"model"')).toBe(true)
    expect((await body.innerText()).length).toBe(200_000)
    await page.getByRole('button', { name: 'Copy body' }).click()
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(long.request?.text)
    await page.getByRole('button', { name: /^Show all/ }).click()
    expect((await body.innerText()).length).toBe(long.request?.text.length)
  })

  test('keeps the chosen tab while one steps from request to request', async () => {
    const { long, refused } = addOddRequests(control().world)
    const page = await open(`/logs/${long.row.id}`)
    await choose(page, 'Details')
    await page.getByRole('button', { name: 'Older request' }).click()
    await page.waitForURL(new RegExp(refused.row.id))
    await page.locator(panel).getByText(refused.row.id).waitFor()
    expect(await page.getByRole('tab', { selected: true }).innerText()).toBe('Details')
    await page.getByRole('button', { name: 'Newer request' }).click()
    await page.waitForURL(new RegExp(long.row.id))
  })

  test('leads from a name to the requests that share it', async () => {
    const { long } = addOddRequests(control().world)
    const page = await open(`/logs/${long.row.id}`)
    await choose(page, 'Details')
    await page.getByRole('link', { name: 'Show requests with the same session' }).click()
    await page.waitForURL(/\/logs\?session=task-77/)
    await page.locator(panel).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove filter: Session task-77' }).waitFor()
    expect(await page.locator('[role=grid] [role=row][id]').count()).toBe(1)
  })

  test('shows the figures at once while the bodies are on their way, and the way back from an unknown id', async () => {
    const { long } = addOddRequests(control().world)
    control().behave('stalls', 'logs.get')
    const page = await open('/logs')
    await page.locator(`#log-row-${long.row.id}`).click()
    await page.locator(panel).getByLabel('Loading').waitFor()
    expect(await page.locator(panel).innerText()).toContain('121,415')
    control().behave('works', 'logs.get')
    const gone = await open('/logs/nothing')
    await gone.getByText('This request is no longer in the log').waitFor()
    await gone.getByRole('link', { name: 'Back to the log' }).click()
    await gone.waitForURL(/\/logs$/)
  })

  test('says what failed when the bodies cannot be had, and tries again', async () => {
    const { long } = addOddRequests(control().world)
    control().behave('fails', 'logs.get')
    const page = await open(`/logs/${long.row.id}`)
    await page.locator(panel).getByText('The database could not be read').waitFor()
    control().behave('works', 'logs.get')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Answer to this request').waitFor()
    expect(await page.getByRole('tab').count()).toBe(7)
  })
})
