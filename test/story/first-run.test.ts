import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import OpenAI from 'openai'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, NO_BROWSER, openPage, type OpenPage } from '../renderer/browser.ts'
import { startFakeProvider, WORDS, type FakeProvider } from '../support/fake-provider.ts'
import { serve, temporaryDataDir, type Served } from '../support/serve.ts'

if (NO_BROWSER !== null) console.warn(`first-run did not run: ${NO_BROWSER}`)

/** The main job, as a person does it: each step needs the one before. */
describe.skipIf(NO_BROWSER !== null)('the first quarter of an hour', () => {
  const folder = temporaryDataDir()
  let provider: FakeProvider
  let served: Served
  let browser: Browser
  let opened: OpenPage
  let page: Page
  let token = ''

  beforeAll(async () => {
    provider = await startFakeProvider()
    provider.key = 'sk-provider-key'
    served = await serve({ dataDir: folder.dataDir })
    browser = await launchBrowser()
    opened = await openPage(browser, served.dashboard)
    page = opened.page
    page.setDefaultTimeout(15_000)
  })
  afterAll(async () => {
    await browser.close()
    await served.stop()
    await provider.close()
    folder.remove()
  })

  test('the printed link opens the dashboard, which says that the gateway runs and what to do first', async () => {
    await page.getByText('Gatehouse is running').waitFor()
    await page.getByText(served.gateway).waitFor()
    await page.getByText('0 of 4 done').waitFor()
    expect(new URL(page.url()).hash).toBe('')
  })

  test('an account is added: a wrong key is told before it is saved, the right one lists its models', async () => {
    await page.getByRole('link', { name: 'Add account' }).click()
    await page.getByPlaceholder('Search providers').fill('compatible')
    await page.getByRole('button', { name: /OpenAI-compatible/ }).click()
    await page.getByLabel('Name', { exact: true }).fill('fake')
    await page.getByLabel('Base URL', { exact: true }).fill(provider.url)
    const key = page.getByLabel(/^API key/).first()
    await key.fill('sk-wrong')
    await page.getByRole('button', { name: 'Test', exact: true }).click()
    await page.getByText(/refused the key/).waitFor()
    await key.fill('sk-provider-key')
    await page.getByRole('button', { name: /^Test/ }).click()
    await page.getByText('2 models found').waitFor()
    await page.getByRole('button', { name: 'Add account' }).last().click()
    await page.getByText('Account fake added').waitFor()
    const { account, keys } = (await served.control.accounts.list())[0] ?? {}
    expect(account).toMatchObject({ name: 'fake', api_key: 'keychain://fake' })
    expect(keys).toEqual([{ reference: 'keychain://fake', present: true }])
  })

  test('a price is set for a model that has none', async () => {
    await served.control.models.set_price({
      account: 'fake',
      model: 'fine',
      price: { input: 2.5, output: 10, cache_read: 1.25 }
    })
    await page.getByRole('link', { name: 'Models', exact: true }).click()
    expect(await page.getByText('$2.50').first().textContent()).toBe('$2.50')
  })

  test('a token is made and shown once', async () => {
    await page.getByRole('link', { name: 'Tokens', exact: true }).click()
    await page.getByRole('button', { name: 'Make token' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('story')
    await page.getByRole('button', { name: 'Make token' }).last().click()
    await page.getByText('the only time that it is shown').waitFor()
    token = /sk-gh-[\w-]{43}/.exec((await page.textContent('body')) ?? '')?.[0] ?? ''
    expect(token).not.toBe('')
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await page.reload()
    await page.getByText('story').first().waitFor()
    expect(await page.textContent('body')).not.toContain(token)
  })

  test('the SDK streams through it, and the row appears in the open log by itself', async () => {
    await page.getByRole('link', { name: 'Logs', exact: true }).click()
    await page.getByText('Live').waitFor()
    const client = new OpenAI({ baseURL: served.gateway, apiKey: token, maxRetries: 0 })
    const stream = await client.chat.completions.create({
      model: 'fake/fine',
      stream: true,
      messages: [{ role: 'user', content: 'What does a gateway do?' }]
    })
    let text = ''
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    expect(text).toBe(WORDS.join(''))
    await page.getByText('What does a gateway do?').first().waitFor()
  })

  test('the row opens as a conversation, with the arithmetic of its cost', async () => {
    await page.getByText('What does a gateway do?').first().click()
    await page.getByText(WORDS.join('')).last().waitFor()
    await page.getByRole('tab', { name: 'Cost' }).click()
    await page.getByText('override:fake/fine').waitFor()
    // 40 x 2.5 + 60 x 1.25 + 20 x 10 USD per million tokens
    await page.getByText('$0.000375').first().waitFor()
    expect(await served.control.logs.list({ filter: {}, limit: 1 })).toMatchObject({
      rows: [{ cost_nanos: 375_000, token: 'story' }]
    })
  })

  test('the spend page shows the cost in words and in a chart', async () => {
    await page.getByRole('link', { name: 'Spend', exact: true }).click()
    await page.getByText('$0.000375').first().waitFor()
    expect(await page.locator('.recharts-bar-rectangle').count()).toBeGreaterThan(0)
  })

  test('the first steps are done, and nothing on the way was reported as an error by the page', async () => {
    await page.getByRole('link', { name: 'Home', exact: true }).click()
    await page.getByText('Latest requests').waitFor()
    expect(opened.problems).toEqual([])
  })

  test('no file of the data folder holds the token or the provider’s key', async () => {
    await served.stop()
    const files = readdirSync(served.dataDir, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(served.dataDir, name)
    )
    const bytes = files
      .filter((file) => statSync(file).isFile())
      .map((file) => ({ file, text: readFileSync(file).toString('latin1') }))
    expect(bytes.length).toBeGreaterThan(2)
    expect(
      bytes
        .filter(({ text }) => text.includes(token) || text.includes('sk-provider-key'))
        .map(({ file }) => file)
    ).toEqual([])
  })
})
