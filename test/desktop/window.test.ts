import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchDesktop, type DesktopApp } from './emulator/launch-desktop.ts'
import { startForeignSite, type ForeignSite } from './foreign-site.ts'
import { makeDataDir } from './make-data-dir.ts'
import { needsEmulator } from './skip-reasons.ts'

let dataDir: Awaited<ReturnType<typeof makeDataDir>>
let site: ForeignSite
let app: DesktopApp
let page: Page

beforeAll(async () => {
  dataDir = await makeDataDir()
  site = await startForeignSite()
  app = await launchDesktop({ dataDir: dataDir.path })
  page = await app.page()
})

afterAll(async () => {
  await app?.stop()
  await site?.stop()
  dataDir?.remove()
})

describe('the window', () => {
  test('shows the built dashboard, with what the control surface answers', async () => {
    await page.getByText(`http://127.0.0.1:${dataDir.port}/v1`).first().waitFor()
    expect(await page.getByRole('navigation').count()).toBeGreaterThan(0)
  })

  test('its page has nothing of Node and no channel to the main process', async () => {
    const found = await page.evaluate(() => {
      const names = [
        'require',
        'process',
        'module',
        'Buffer',
        'global',
        'electron',
        'ipcRenderer',
        '__dirname'
      ]
      return names.filter((name) => name in globalThis)
    })
    expect(found).toEqual([])
  })

  test('the preload hands over the host and the platform, frozen, and nothing else', async () => {
    const found = await page.evaluate(() => {
      const bridge: object = window.gatehouse ?? {}
      Reflect.set(bridge, 'host', 'taken over')
      const descriptor = Object.getOwnPropertyDescriptor(window, 'gatehouse')
      return {
        entries: Object.entries(bridge),
        replaceable: descriptor?.writable ?? descriptor?.configurable
      }
    })
    expect(found).toEqual({
      entries: [
        ['host', 'desktop'],
        ['platform', process.platform]
      ],
      replaceable: false
    })
  })

  test('the content security policy stops a script that was slipped into the page', async () => {
    const found = await page.evaluate(async () => {
      const violated = new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true
        })
      )
      const script = document.createElement('script')
      script.textContent = 'globalThis.slippedIn = true'
      document.body.append(script)
      return { directive: await violated, ran: 'slippedIn' in globalThis }
    })
    expect(found.directive).toMatch(/^script-src/)
    expect(found.ran).toBe(false)
  })

  test('the content security policy stops a call to another site', async () => {
    const failed = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => false,
          () => true
        ),
      `${site.url}/by-fetch`
    )
    expect(failed).toBe(true)
    expect(site.visits).toEqual([])
  })

  test('a call to another site fails even where the policy is out of force', async () => {
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Page.setBypassCSP', { enabled: true })
    await page.reload()
    const failed = await page.evaluate(
      (url) =>
        fetch(url).then(
          () => false,
          () => true
        ),
      `${site.url}/without-policy`
    )
    await devtools.send('Page.setBypassCSP', { enabled: false })
    await page.reload()
    expect(failed).toBe(true)
    expect(site.visits).toEqual([])
  })

  test('it opens no other window', async () => {
    await page.evaluate((url) => {
      window.open(`${url}/by-script`)
      const link = document.createElement('a')
      link.href = `${url}/by-link`
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.remove()
    }, site.url)
    // A round trip through the same page: what was asked before has been answered by then.
    await page.evaluate(() => fetch('/').then(() => undefined))
    expect(
      page
        .context()
        .pages()
        .filter((other) => other.url().startsWith(site.url))
    ).toEqual([])
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)).toBe(1)
    expect(site.visits).toEqual([])
  })

  test('a link to where a provider makes keys opens in the browser; any other opens nowhere', async (context) => {
    needsEmulator(context)
    const openedLinks = () => app.emulated((_electron, _none, state) => state.openedLinks, null)
    await page.evaluate(() => {
      window.open('https://elsewhere.invalid/?stolen=1')
      window.open('https://console.groq.com/keys')
    })
    await expect.poll(openedLinks).toEqual(['https://console.groq.com/keys'])
  })

  test('it can not be led away from its pages', async () => {
    const before = page.url()
    for (const target of [`${site.url}/by-location`, 'https://elsewhere.invalid/', 'file:///etc/passwd']) {
      await page.evaluate((url) => {
        location.href = url
      }, target)
      await page.evaluate(() => fetch('/').then(() => undefined))
    }
    expect(page.url()).toBe(before)
    expect(site.visits).toEqual([])
  })

  test('it embeds no other page', async () => {
    await page.evaluate(async (url) => {
      const frame = document.createElement('iframe')
      const settled = new Promise((resolve) => {
        frame.addEventListener('load', resolve, { once: true })
        document.addEventListener('securitypolicyviolation', resolve, { once: true })
      })
      frame.src = `${url}/by-frame`
      document.body.append(frame)
      await settled
      frame.remove()
    }, site.url)
    expect(site.visits).toEqual([])
  })

  test('it is granted the copy button and no other permission', async () => {
    await page.bringToFront()
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'] as const
      // The edge: TypeScript's list of permission names lags behind the browser's.
      const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }))
      return (await Promise.all(asked)).map((status) => status.state)
    })
    expect(states).not.toContain('granted')
    await page.evaluate(() => navigator.clipboard.writeText('http://127.0.0.1:6480/v1'))
  })
})
