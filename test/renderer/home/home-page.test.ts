import { expect, it } from 'vitest'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectGone, expectVisible } from '../expectations.ts'
import { createToken } from '../fake-tokens.ts'
import { commit, settleRequest } from '../fake-world.ts'

describeInBrowser('the home page', ({ control, restart, open }) => {
  it('copies the base URL', async () => {
    const page = await open('/')
    await page.getByRole('button', { name: 'Copy base URL' }).click()
    await expectVisible(page.getByText('Copied').first())
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('http://127.0.0.1:6480/v1')
  })

  it('ticks the first steps off as things happen, up to the first request', async () => {
    const { world } = await restart({ world: 'empty' })
    const page = await open('/')
    await expectVisible(page.getByText('0 of 4 done'))
    commit(world, 'cli', 'Added account main', {
      ...world.document,
      accounts: [{ name: 'main', provider: 'ollama' }]
    })
    await expectVisible(page.getByText('1 of 4 done'))
    createToken(world, { name: 'cline' })
    await expectVisible(page.getByText('2 of 4 done'))
    await expectVisible(page.getByText('Waiting for a request…'))
    settleRequest(world, { token: 'cline', account: 'main', model: 'llama3.2' })
    await expectVisible(page.getByText('Everything works'))
    await expectVisible(page.getByRole('link', { name: /cline llama3\.2/ }))
    await page.getByRole('button', { name: 'Hide' }).click()
    await expectGone(page.getByText('Everything works'))
  })

  it('leads from each step to where it is taken', async () => {
    await restart({ world: 'empty' })
    const page = await open('/')
    await page.getByRole('link', { name: 'Add account' }).click()
    await expectVisible(page.getByRole('dialog', { name: 'Add an account' }))
    await page.goBack()
    await page.getByRole('link', { name: 'Make token' }).click()
    await expectVisible(page.getByRole('dialog', { name: 'Make a token' }))
    await page.goBack()
    await page.getByRole('link', { name: 'Show settings' }).click()
    await expectVisible(page.getByRole('dialog', { name: 'Connect an app' }))
  })

  it('puts a request that settles at the top of the latest, and counts it in today', async () => {
    const page = await open('/')
    const requests = page.getByRole('link', { name: /^Requests/ })
    await expectVisible(requests)
    const count = async (): Promise<number> =>
      Number(/^Requests\s*(\d+)/.exec((await requests.innerText()).replaceAll('\n', ' '))?.[1])
    const before = await count()
    const row = settleRequest(control().world, { token: 'notebook', model: 'gpt-5-mini', status: 200 })
    await expectVisible(page.locator(`a[href="/logs/${row.id}"]`))
    const first = page.getByRole('main').getByRole('listitem').first().getByRole('link')
    expect(await first.getAttribute('href')).toBe(`/logs/${row.id}`)
    await expect.poll(count, { timeout: 10_000 }).toBe(before + 1)
  })

  it('says so and where to mend it when the gateway does not run', async () => {
    control().world.gatewayError = 'Port 6480 is taken by another program. Choose another one in Settings.'
    const page = await open('/')
    await expectVisible(page.getByText('Port 6480 is taken by another program.').first())
    await expectVisible(page.getByText('Not running'))
    await page.getByRole('link', { name: 'Change the port' }).click()
    await expectVisible(page.getByLabel('Port for apps'))
  })
})
