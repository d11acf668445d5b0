import { expect, it } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { commit } from '../fake-world.ts'

describeInBrowser('the frame of the window', ({ control, open }) => {
  it('goes to a page and does things by keyboard alone', async () => {
    const page = await open('/')
    await page.getByRole('heading', { name: 'Home' }).waitFor()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await palette.waitFor()
    await expectAccessible(page)
    await page.keyboard.type('settings')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/settings')

    await page.keyboard.press('Control+k')
    await page.keyboard.type('make a token')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Make a token' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
  })

  it('switches the theme from the palette', async () => {
    const page = await open('/', { theme: 'light' })
    await page.getByText('Latest requests').waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('option', { name: 'Switch between light and dark' }).click()
    await page.locator('html[data-theme=dark]').waitFor()
    await expect.poll(() => control().world.settings.theme).toBe('dark')
  })

  it('opens every page by its link, with the keyboard', async () => {
    const page = await open('/')
    const links = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
    await links.first().waitFor()
    for (const name of ['Accounts', 'Models', 'Tokens', 'Logs', 'Spend', 'History', 'Settings', 'Home']) {
      await links.filter({ hasText: name }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
      expect(await links.filter({ hasText: name }).getAttribute('aria-current')).toBe('page')
    }
  })

  it('loads a page by its address, and says so where there is none', async () => {
    const page = await open('/tokens')
    await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor()
    await page.goto(`${control().url}/nowhere/at/all`)
    await page.getByRole('heading', { level: 2, name: 'There is no such page' }).waitFor()
    await page.getByRole('link', { name: 'Go home' }).click()
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  })

  it('shows what another program changed, without being asked', async () => {
    const page = await open('/accounts')
    await page.getByText('cerebras-main').first().waitFor()
    const { world } = control()
    commit(world, 'cli', 'Added account fresh', {
      ...world.document,
      accounts: [...(world.document.accounts ?? []), { name: 'fresh', provider: 'ollama' }]
    })
    await page.getByRole('button', { name: 'fresh', exact: true }).waitFor()
  })

  it('says when it hears nothing any more, comes back by itself, and then shows what it missed', async () => {
    const page = await open('/accounts')
    await page.getByText('Running on port 6480').waitFor()
    await page.getByText('cerebras-main').first().waitFor()
    control().behave('fails', 'system.events')
    control().dropConnections()
    await page.getByText('Connection lost').waitFor()
    const { world } = control()
    world.document = {
      ...world.document,
      accounts: [...(world.document.accounts ?? []), { name: 'unheard', provider: 'ollama' }]
    }
    control().behave('works')
    await page.getByText('Running on port 6480').waitFor()
    await page.getByRole('button', { name: 'unheard', exact: true }).waitFor()
  })
})
