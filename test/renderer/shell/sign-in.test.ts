import { expect, it } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectVisible } from '../expectations.ts'

describeInBrowser('signing in from a browser', ({ control, restart, open }) => {
  it('says how to get in where nobody is signed in', async () => {
    await restart({ signIn: true })
    const page = await open('/accounts')
    await expectVisible(page.getByRole('heading', { name: 'Sign in to Gatehouse' }))
    await expectVisible(page.getByText('gatehouse dashboard'))
    await expectAccessible(page)
  })

  it('forgets a session that is no longer good, instead of sending it again and again', async () => {
    await restart({ signIn: true })
    const page = await open('/')
    await page.evaluate(() => {
      localStorage.setItem('gatehouse.session', 'of another time')
    })
    await page.reload()
    await expectVisible(page.getByRole('heading', { name: 'Sign in to Gatehouse' }))
    expect(await page.evaluate(() => localStorage.getItem('gatehouse.session'))).toBeNull()
  })

  it('swaps the secret of a login link for a session and takes it out of the address', async () => {
    await restart({ signIn: true })
    const page = await open(control().loginLink().slice(control().url.length))
    await expectVisible(page.getByText('Latest requests'))
    expect(page.url()).toBe(`${control().url}/`)
    await page.reload()
    await expectVisible(page.getByText('Latest requests'))
  })

  it('refuses a link that was used before, and says so', async () => {
    await restart({ signIn: true })
    const link = control().loginLink().slice(control().url.length)
    const first = await open(link)
    await expectVisible(first.getByText('Latest requests'))
    const second = await open(link)
    await expectVisible(second.getByText('That link was used before or is too old.'))
  })

  it('goes on where it was when a link is opened in the same tab', async () => {
    await restart({ signIn: true })
    const page = await open('/tokens')
    await expectVisible(page.getByRole('heading', { name: 'Sign in to Gatehouse' }))
    await page.evaluate((link) => {
      location.hash = new URL(link).hash
    }, control().loginLink())
    await expectVisible(page.getByRole('heading', { level: 1, name: 'Tokens' }))
    await expectVisible(page.getByText('notebook').first())
  })
})
