import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const CHROMIUM = process.env.GATEHOUSE_CHROMIUM ?? '/usr/bin/chromium'

/** Why browser specs can't run here; null where they can. */
export const NO_BROWSER = existsSync(CHROMIUM)
  ? null
  : `no Chromium at ${CHROMIUM} (set GATEHOUSE_CHROMIUM, or install the package chromium)`

/** One Chromium for a file of specs; it asks nothing of any network but loopback. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-default-browser-check'
    ]
  })
}

/** A page with a profile of its own. Whatever it complains about is in `problems`. */
export interface OpenPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Errors that the page threw or wrote to its console, refused requests of the fake server aside. */
  readonly problems: string[]
}

export async function openPage(
  browser: Browser,
  url: string,
  options: {
    readonly theme?: 'light' | 'dark'
    readonly width?: number
    readonly height?: number
  } = {}
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: options.height ?? 800 },
    colorScheme: options.theme ?? 'light',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write']
  })
  // Long enough for a busy machine, short enough that a failure says what it waited for.
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    if (message.text().startsWith('Failed to load resource')) return
    problems.push(message.text())
  })
  await page.goto(url)
  return { page, context, problems }
}

/** Fails with each thing that axe finds on the page: the rule, what it says, and where. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const found = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`)
  )
  expect(found).toEqual([])
}
