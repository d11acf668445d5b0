import { expect, it } from 'vitest'
import { expectAccessible } from './browser.ts'
import { describeInBrowser } from './describe-in-browser.ts'
import { expectVisible } from './expectations.ts'

/** Each page, by what a person sees in each of its states. */
const PAGES = [
  { path: '/', title: 'Home', sample: 'Latest requests', empty: 'Set up Gatehouse' },
  { path: '/accounts', title: 'Accounts', sample: 'cerebras-main', empty: 'No accounts yet' },
  { path: '/models', title: 'Models', sample: 'gpt-oss-120b', empty: 'No models yet' },
  { path: '/tokens', title: 'Tokens', sample: 'notebook', empty: 'No tokens yet' },
  { path: '/settings', title: 'Settings', sample: 'Key store', empty: 'No keys are stored.' }
] as const

const REFUSAL = 'The database could not be read. Run gatehouse doctor to see why.'

describeInBrowser('the pages', ({ control, restart, open }) => {
  for (const { path, title, sample, empty } of PAGES) {
    for (const theme of ['light', 'dark'] as const) {
      it(`shows ${title} in the ${theme} theme without anything for axe to find`, async () => {
        const page = await open(path, { theme })
        await expectVisible(page.getByText(sample, { exact: true }).first())
        expect(await page.title()).toBe(`${title} · Gatehouse`)
        await expectAccessible(page)
      })
    }

    it(`says on ${title} what is missing and what to do while there is nothing`, async () => {
      await restart({ world: 'empty' })
      const page = await open(path)
      await expectVisible(page.getByText(empty))
      await expectAccessible(page)
    })

    it(`shows the shape of ${title} while the answer is on its way`, async () => {
      control().behave('stalls')
      const page = await open(path, { theme: 'dark' })
      await expectVisible(page.getByRole('heading', { level: 1, name: title }))
      await expectVisible(page.locator('main .animate-shimmer').first())
      await expectAccessible(page)
    })

    it(`says on ${title} why there is no answer, and shows it after another try`, async () => {
      control().behave('fails')
      const page = await open(path)
      const alert = page.getByRole('main').getByRole('alert').first()
      await expectVisible(alert.getByText(REFUSAL))
      await expectAccessible(page)
      control().behave('works')
      await alert.getByRole('button', { name: 'Try again' }).click()
      await expectVisible(page.getByText(sample, { exact: true }).first())
    })
  }
})
