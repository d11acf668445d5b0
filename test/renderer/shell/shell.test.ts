import { expect, it } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectGone, expectVisible } from '../expectations.ts'
import { commit } from '../fake-world.ts'

describeInBrowser('the frame of the window', ({ control, open }) => {
  it('goes to a page and does things by keyboard alone', async () => {
    const page = await open('/')
    await expectVisible(page.getByRole('heading', { name: 'Home' }))
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await expectVisible(palette)
    await expectAccessible(page)
    await page.keyboard.type('settings')
    await page.keyboard.press('Enter')
    await expectVisible(page.getByRole('heading', { level: 1, name: 'Settings' }))
    expect(new URL(page.url()).pathname).toBe('/settings')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('make a token')
    await page.keyboard.press('Enter')
    await expectVisible(page.getByRole('dialog', { name: 'Make a token' }))
    await page.keyboard.press('Escape')
    await expectGone(page.getByRole('dialog'))
    expect(new URL(page.url()).search).toBe('')
  })

  it('switches the theme from the palette', async () => {
    const page = await open('/', { theme: 'light' })
    await expectVisible(page.getByText('Latest requests'))
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: 'Switch between light and dark' }).click()
    await expectVisible(page.locator('html[data-theme=dark]'))
    await expect.poll(() => control().world.settings.theme).toBe('dark')
  })

  it('opens every page by its link, with the keyboard', async () => {
    const page = await open('/')
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
    await expectVisible(links.first())
    for (const name of ['Accounts', 'Models', 'Tokens', 'Logs', 'Spend', 'History', 'Settings', 'Home']) {
      await links.filter({ hasText: name }).focus()
      await page.keyboard.press('Enter')
      await expectVisible(page.getByRole('heading', { level: 1, name, exact: true }))
      expect(await links.filter({ hasText: name }).getAttribute('aria-current')).toBe('page')
    }
  })

  it('shows its pages as icons in a narrow window, by the same names, and leaves the room to the page', async () => {
    const page = await open('/logs', { width: 800 })
    const link = page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Spend' })
    await expectVisible(link)
    expect((await page.locator('main').boundingBox())?.width).toBeGreaterThan(740)
    await expectAccessible(page)
    await link.hover()
    await expectVisible(page.getByRole('tooltip', { name: 'Spend' }))
    await link.click()
    await expectVisible(page.getByRole('heading', { level: 1, name: 'Spend' }))
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(800)
  })

  it('loads a page by its address, and says so where there is none', async () => {
    const page = await open('/tokens')
    await expectVisible(page.getByRole('heading', { level: 1, name: 'Tokens' }))
    await page.goto(`${control().url}/nowhere/at/all`)
    await expectVisible(page.getByRole('heading', { level: 2, name: 'There is no such page' }))
    await page.getByRole('link', { name: 'Go home' }).click()
    await expectVisible(page.getByRole('heading', { level: 1, name: 'Home' }))
  })

  it('shows what another program changed, without being asked', async () => {
    const page = await open('/accounts')
    await expectVisible(page.getByText('cerebras-main').first())
    const { world } = control()
    commit(world, 'cli', 'Added account fresh', {
      ...world.document,
      accounts: [...(world.document.accounts ?? []), { name: 'fresh', provider: 'ollama' }]
    })
    await expectVisible(page.getByRole('button', { name: 'fresh', exact: true }))
  })

  it('says when it hears nothing any more, comes back by itself, and then shows what it missed', async () => {
    const page = await open('/accounts')
    await expectVisible(page.getByText('Running on port 6480'))
    await expectVisible(page.getByText('cerebras-main').first())
    control().behave('fails', 'system.events')
    control().dropConnections()
    await expectVisible(page.getByText('Connection lost'))
    const { world } = control()
    world.document = {
      ...world.document,
      accounts: [...(world.document.accounts ?? []), { name: 'unheard', provider: 'ollama' }]
    }
    control().behave('works')
    await expectVisible(page.getByText('Running on port 6480'))
    await expectVisible(page.getByRole('button', { name: 'unheard', exact: true }))
  })
})
