import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest'
import { launchBrowser, NO_BROWSER, openPage } from './browser.ts'
import { RENDERER_DIR } from './build-window.ts'
import { type FakeControl, startFakeControl } from './fake-control.ts'

/** What the specs of a page work with; everything is new for each test. */
export interface BrowserSpecs {
  /** The Gatehouse behind the window. */
  readonly control: () => FakeControl
  /** Puts another one in its place, such as an empty one; before the first `open`. */
  readonly restart: (options: Parameters<typeof startFakeControl>[0]) => Promise<FakeControl>
  readonly open: (path: string, options?: Parameters<typeof openPage>[2]) => Promise<Page>
}

/** Specs of the built window in a real browser. A page that throws or complains fails its test. */
export function describeInBrowser(name: string, specs: (given: BrowserSpecs) => void): void {
  // A skipped test says why in its name.
  const reason = NO_BROWSER === null ? '' : ` (not run: ${NO_BROWSER})`
  describe.skipIf(NO_BROWSER !== null)(`${name}${reason}`, () => {
    let browser: Browser | undefined
    let control: FakeControl | undefined
    let contexts: BrowserContext[] = []
    let problems: string[][] = []

    beforeAll(async () => {
      if (!existsSync(join(RENDERER_DIR, 'index.html'))) {
        throw new Error(`no window is built in ${RENDERER_DIR}: run "npm run build" first`)
      }
      browser = await launchBrowser()
    })
    afterAll(async () => {
      await browser?.close()
    })
    beforeEach(async () => {
      control = await startFakeControl()
    })
    afterEach(async () => {
      for (const context of contexts) await context.close()
      await control?.close()
      const found = problems.flat()
      contexts = []
      problems = []
      expect(found).toEqual([])
    })

    const started = <Value>(value: Value | undefined): Value => {
      if (value === undefined) throw new Error('only within a test')
      return value
    }
    specs({
      control: () => started(control),
      restart: async (options) => {
        await control?.close()
        control = await startFakeControl(options)
        return control
      },
      open: async (path, options) => {
        const opened = await openPage(started(browser), started(control).url + path, options)
        contexts.push(opened.context)
        problems.push(opened.problems)
        return opened.page
      }
    })
  })
}
