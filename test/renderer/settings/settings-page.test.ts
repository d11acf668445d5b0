import { expect, it } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectVisible } from '../expectations.ts'

describeInBrowser('the settings page', ({ control, open }) => {
  it('switches the theme at once, and the next start has it before its first paint', async () => {
    const page = await open('/settings', { theme: 'light' })
    const theme = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset.theme)
    expect(await theme()).toBe('light')
    await page.getByRole('radio', { name: 'Dark' }).click()
    await expectVisible(page.locator('html[data-theme=dark]'))
    await expect.poll(() => control().world.settings.theme).toBe('dark')
    await expectAccessible(page)
    // With the server silent only what the page kept itself can have set it.
    control().behave('stalls')
    await page.reload()
    expect(await theme()).toBe('dark')
  })

  it('follows the system where that is asked for', async () => {
    const page = await open('/settings', { theme: 'dark' })
    await expectVisible(page.locator('html[data-theme=dark]'))
    await page.emulateMedia({ colorScheme: 'light' })
    await expectVisible(page.locator('html[data-theme=light]'))
  })

  it('goes back to the theme before where the change could not be kept', async () => {
    const page = await open('/settings', { theme: 'light' })
    await expectVisible(page.getByRole('radio', { name: 'Dark' }))
    control().behave('fails', 'system.update_settings')
    await page.getByRole('radio', { name: 'Dark' }).click()
    await expectVisible(page.getByText('The database could not be read.'))
    await expectVisible(page.locator('html[data-theme=light]'))
  })

  it('keeps a port that is one, and says what is wrong with one that is none', async () => {
    const page = await open('/settings')
    const port = page.getByLabel('Port for apps')
    await port.fill('6481')
    await expectVisible(page.getByRole('alert').getByText('Apps and the dashboard need different ports.'))
    await port.fill('70000')
    await expectVisible(page.getByRole('alert').getByText('A whole number from 1 to 65535.'))
    await port.press('Enter')
    expect(control().world.settings.gateway_port).toBe(6480)
    await port.fill('7000')
    await port.press('Enter')
    await expectVisible(page.getByText('Saved. Restart Gatehouse to use the new port.'))
    expect(control().world.settings.gateway_port).toBe(7000)
  })

  it('offers to start at login in the desktop app only', async () => {
    control().world.host = 'desktop'
    const page = await open('/settings')
    await page.getByLabel('Start at login').click()
    await expect.poll(() => control().world.settings.launch_at_login).toBe(true)
    expect(await page.getByLabel('Port of this dashboard').count()).toBe(0)
  })

  it('deletes old requests after asking, and shows what is left', async () => {
    const page = await open('/settings')
    await page.getByRole('button', { name: 'Delete…' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('combobox', { name: 'Older than' }).click()
    await page.getByRole('option', { name: '7 days' }).click()
    await expectAccessible(page)
    const before = control().world.rows.length
    await dialog.getByRole('button', { name: 'Delete requests' }).click()
    await expectVisible(page.getByText(/\d requests deleted/))
    const left = control().world.rows.length
    expect(left).toBeLessThan(before)
    await expectVisible(page.getByText(`${left.toLocaleString('en-US')} requests`))
  })

  it('warns where keys are kept in a file, and shows no value of any', async () => {
    control().world.keyStore = {
      kind: 'vault-key-file',
      name: 'encrypted file vault.json',
      warning: 'There is no key store on this system, so whoever can read the data folder can read the keys.'
    }
    control().world.keys.set('forgotten', 'sk-value-of-a-key')
    const page = await open('/settings')
    await expectVisible(page.getByText('There is no key store on this system'))
    await expectVisible(page.getByRole('button', { name: 'Delete the key forgotten' }))
    expect(await page.content()).not.toContain('sk-value-of-a-key')
  })

  it('runs the check-up when asked, and never by itself', async () => {
    const page = await open('/settings')
    await expectVisible(page.getByText('Data folder'))
    expect(await page.getByText('Node 24.21.0 on Linux.').count()).toBe(0)
    await page.getByRole('button', { name: 'Run check-up' }).click()
    await expectVisible(page.getByText('Node 24.21.0 on Linux.'))
  })

  it('keeps the log as long as is chosen', async () => {
    const page = await open('/settings')
    await page.getByRole('combobox', { name: 'Keep requests for' }).click()
    await page.getByRole('option', { name: 'For good' }).click()
    await expect.poll(() => control().world.settings.keep_log_days).toBe(0)
  })
})
