import { expect, it } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'

describeInBrowser('signing in from a browser', ({ control, restart, open }) => {
  it('says how to get in where nobody is signed in', async () => {
    await restart({ signIn: true })
    const page = await open('/accounts')
    await page.getByRole('heading', { name: 'Sign in to Gatehouse' }).waitFor()
    await page.getByText('gatehouse dashboard').waitFor()
    await expectAccessible(page)
  })

  it('swaps the secret of a login link for a session and takes it out of the address', async () => {
    await restart({ signIn: true })
    const page = await open(control().loginLink().slice(control().url.length))
    await page.getByText('Latest requests').waitFor()
    expect(page.url()).toBe(`${control().url}/`)
    await page.reload()
    await page.getByText('Latest requests').waitFor()
  })

  it('refuses a link that was used before, and says so', async () => {
    await restart({ signIn: true })
    const link = control().loginLink().slice(control().url.length)
    const first = await open(link)
    await first.getByText('Latest requests').waitFor()
    const second = await open(link)
    await second.getByText('That link was used before or is too old.').waitFor()
  })

  it('goes on where it was when a link is opened in the same tab', async () => {
    await restart({ signIn: true })
    const page = await open('/tokens')
    await page.getByRole('heading', { name: 'Sign in to Gatehouse' }).waitFor()
    await page.evaluate((link) => {
      location.hash = new URL(link).hash
    }, control().loginLink())
    await page.getByRole('heading', { level: 1, name: 'Tokens' }).waitFor()
    await page.getByText('notebook').first().waitFor()
  })
})
