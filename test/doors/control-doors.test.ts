import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openControl, refusalOf, type ControlHarness } from '../control/control-harness.ts'
import { bundlePageClient } from './bundle-page-client.ts'
import { openHttpDoor, openWindowDoor, type Door, type OpenDoor } from './doors.ts'

const WRONG_YAML = 'version: 1\naccounts:\n  - name: "a b"\n    provider: groq\n'
const accountYaml = (name: string) => `version: 1\naccounts:\n  - { name: ${name}, provider: groq }\n`

/** How long an ended subscription may still stand. */
const ENDS_WITHIN_MS = 1000

let browser: Browser
let rendererDir: string

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox']
  })
  // In the place of the window: nothing subscribes but the spec.
  rendererDir = mkdtempSync(join(tmpdir(), 'gatehouse-doors-'))
  writeFileSync(join(rendererDir, 'client.js'), await bundlePageClient())
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><script src="/client.js"></script>')
})
afterAll(async () => {
  await browser?.close()
  rmSync(rendererDir, { recursive: true, force: true })
})

let harness: ControlHarness
let door: Door
let page: Page

/** One control surface and one door for the tests of a group, a fresh browser for each. */
function useDoor(openDoor: OpenDoor): void {
  beforeAll(async () => {
    harness = await openControl({ rendererDir })
    door = await openDoor(harness.control)
  })
  beforeEach(async () => {
    page = await openPage()
  })
  afterEach(async () => {
    await page?.context().close()
  })
  afterAll(async () => {
    await door?.close()
    await harness?.close()
  })
}

/** A page of the door, in a browser that has never been there. */
async function openPage(): Promise<Page> {
  const context = await browser.newContext()
  const opened = await context.newPage()
  await opened.goto(door.address())
  await opened.evaluate(() => doorClient.signIn())
  return opened
}

describe.each([
  ['the window', openWindowDoor],
  ['the dashboard', openHttpDoor]
] as const)('%s', (_name, openDoor) => {
  useDoor(openDoor)

  test('a call is answered', async () => {
    expect(await page.evaluate(() => doorClient.status())).toEqual(await harness.client.system.status())
  })

  test('a call that changes something changes it', async () => {
    const answer = await page.evaluate((text) => doorClient.applyYaml(text), accountYaml('main'))
    expect(answer).toMatchObject({ changed: true })
    expect(harness.configuration.current().document.accounts?.[0]?.name).toBe('main')
  })

  test('a refusal arrives with its code, its words and each thing that is wrong', async () => {
    const { code, message, issues } = await refusalOf(
      harness.client.config.apply({ text: WRONG_YAML, dry_run: false, prune: false, by: 'test' })
    )
    const answer = await page.evaluate((text) => doorClient.applyYaml(text), WRONG_YAML)
    expect(issues.length).toBeGreaterThan(0)
    expect(answer).toEqual({
      code,
      message,
      issues: issues.map(({ field, message: what }) => ({ field, message: what }))
    })
  })

  test('what is not there is a refusal too, and not a broken connection', async () => {
    const { code, message } = await refusalOf(
      harness.client.accounts.remove({ name: 'nobody', delete_key: false })
    )
    const answer = await page.evaluate(() => doorClient.removeAccount('nobody'))
    expect(answer).toEqual({ code, message, issues: [] })
  })

  test('a subscription hears three events as they happen, and ends when it is given up', async () => {
    await page.evaluate(() => doorClient.subscribe())
    await expectTaken([{ type: 'subscribed' }])
    expect(harness.events.size).toBe(1)

    for (const name of ['one', 'two', 'three']) {
      const { revision } = await harness.client.config.apply({
        text: accountYaml(name),
        dry_run: false,
        prune: false,
        by: 'test'
      })
      // Each is there before the next happens: a door that holds events back would not pass.
      await expectTaken([{ type: 'config.changed', revision }])
    }

    await page.evaluate(() => doorClient.unsubscribe())
    await expect.poll(() => harness.events.size, { timeout: ENDS_WITHIN_MS }).toBe(0)
  })

  test('a subscription ends when its page goes away', async () => {
    const other = await openPage()
    await other.evaluate(() => doorClient.subscribe())
    await expect.poll(() => harness.events.size).toBe(1)
    await other.context().close()
    await expect.poll(() => harness.events.size, { timeout: ENDS_WITHIN_MS }).toBe(0)
  })

  test('a subscription ends when its page is loaded anew', async () => {
    await page.evaluate(() => doorClient.subscribe())
    await expect.poll(() => harness.events.size).toBe(1)
    await page.reload()
    await expect.poll(() => harness.events.size, { timeout: ENDS_WITHIN_MS }).toBe(0)
  })
})

describe('the window refuses', () => {
  useDoor(openWindowDoor)

  test('to answer under another name than its own', async () => {
    const elsewhere = new URL('/rpc/system/status', door.address().replace('//gatehouse.', '//elsewhere.'))
    await page.goto(elsewhere.href)
    expect(await page.textContent('body')).toBe('Nothing lives at app://elsewhere.')
  })
})

describe('the dashboard refuses', () => {
  useDoor(openHttpDoor)

  const callFrom = (headers: Readonly<Record<string, string>>) =>
    postTo(new URL('/rpc/system/status', door.address()), headers)
  const session = () => page.evaluate(() => localStorage.getItem('gatehouse.session') ?? '')

  test('whoever has no session, or a made-up one', async () => {
    expect(await callFrom({})).toMatchObject({ status: 401, code: 'not_signed_in' })
    const guess = { 'x-gatehouse-session': 'a'.repeat(43) }
    expect(await callFrom(guess)).toMatchObject({ status: 401, code: 'not_signed_in' })
  })

  test('a page of another origin, even with a good session', async () => {
    const signedIn = { 'x-gatehouse-session': await session() }
    expect(await callFrom(signedIn)).toMatchObject({ status: 200 })
    const foreign = await callFrom({ ...signedIn, origin: 'http://127.0.0.1:1' })
    expect(foreign).toMatchObject({ status: 403, code: 'forbidden_origin' })
  })

  test('a name that was rebound to loopback, even with a good session', async () => {
    const rebound = await callFrom({ 'x-gatehouse-session': await session(), host: 'evil.example' })
    expect(rebound).toMatchObject({ status: 403, code: 'forbidden_host' })
  })

  test('a login link that was opened before', async () => {
    const link = door.address()
    const openIt = async () => {
      const context = await browser.newContext()
      const visitor = await context.newPage()
      await visitor.goto(link)
      await visitor.evaluate(() => doorClient.signIn())
      const kept = await visitor.evaluate(() => localStorage.getItem('gatehouse.session'))
      await context.close()
      return kept
    }
    expect(await openIt()).not.toBeNull()
    expect(await openIt()).toBeNull()
  })
})

/** Waits until the page has exactly these events that were not taken yet. */
async function expectTaken(events: readonly object[]): Promise<void> {
  const taken: object[] = []
  await expect
    .poll(async () => {
      taken.push(...(await page.evaluate(() => doorClient.taken())))
      return taken
    })
    .toEqual(events)
}

/** A POST that may claim any Host and Origin, which a browser would not let a page do. */
function postTo(
  url: URL,
  headers: Readonly<Record<string, string>>
): Promise<{ status: number | undefined; code: string | undefined }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => {
          const body = JSON.parse(text) as { json?: { code?: string } }
          resolve({ status: response.statusCode, code: body.json?.code })
        })
      }
    )
    call.once('error', reject)
    call.end('{}')
  })
}
