import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectGone, expectVisible } from '../expectations.ts'

async function choose(page: Page, action: string, token: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${token}` }).click()
  await page.getByRole('menuitem', { name: action, exact: true }).click()
}

function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText())
}

describeInBrowser('the tokens page', ({ control, open }) => {
  it('makes a token, shows its value once, copies it, and has it nowhere afterwards', async () => {
    const page = await open('/tokens')
    await page.getByRole('button', { name: 'Make token' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill('aider')
    await panel.getByRole('radio', { name: 'Only some' }).click()
    await panel.getByLabel('All of cerebras-main').check()
    await panel.getByLabel('gpt-5-mini').check()
    await panel.getByLabel('Store requests and replies').click()
    await expectAccessible(page)
    await panel.getByRole('button', { name: 'Make token' }).click()

    await expectVisible(panel.getByRole('heading', { name: 'Token for aider' }))
    await panel.getByRole('button', { name: 'Copy token' }).click()
    await expectVisible(panel.getByText('Copied').first())
    const value = await clipboard(page)
    expect(value).toMatch(/^gh_/)
    expect(await panel.locator('pre').first().textContent()).toContain(`Authorization: Bearer ${value}`)
    await expectAccessible(page)
    await panel.getByRole('button', { name: 'I have copied it' }).click()
    await expectGone(panel)

    const row = page.getByRole('row').filter({ hasText: 'aider' })
    await expectVisible(row.getByText(`ends in ${value.slice(-4)}`))
    expect(await page.content()).not.toContain(value)
    expect(
      await page.evaluate(() => JSON.stringify([localStorage, sessionStorage].map(Object.values)))
    ).not.toContain(value)
    expect(control().world.document.tokens?.at(-1)).toEqual({
      name: 'aider',
      models: ['cerebras-main/*', 'openai/gpt-5-mini'],
      payloads: false
    })
  })

  it('fills the settings of each app in with the value that was just made', async () => {
    const page = await open('/tokens?new')
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill('apps')
    await panel.getByRole('button', { name: 'Make token' }).click()
    const value = (await panel.locator('code').first().textContent()) ?? ''
    for (const app of ['curl', 'Python', 'JavaScript', 'Continue', 'LangChain', 'LlamaIndex']) {
      await panel.getByRole('tab', { name: app, exact: true }).click()
      const code = await panel.getByRole('tabpanel').locator('pre').textContent()
      expect(code, app).toContain(value)
      expect(code, app).toContain('http://127.0.0.1:6480/v1')
      expect(code, app).toContain('cerebras-main/gpt-oss-120b')
    }
    await panel.getByRole('tab', { name: 'Cline' }).click()
    await panel.getByRole('button', { name: 'Copy OpenAI Compatible API Key' }).click()
    await expectVisible(panel.getByText('Copied').first())
    expect(await clipboard(page)).toBe(value)
  })

  it('puts a placeholder where there is no value to show', async () => {
    const page = await open('/tokens')
    await choose(page, 'Connect an app', 'notebook')
    const code = page.getByRole('dialog').locator('pre').first()
    await expectVisible(code)
    expect(await code.textContent()).toContain('Bearer YOUR_GATEHOUSE_TOKEN')
    // Only models that this token may use are offered.
    expect(await code.textContent()).toContain('"model": "openai/gpt-5"')
    await expectAccessible(page)
  })

  it('rotates a token with grace and shows the new value', async () => {
    const page = await open('/tokens')
    await choose(page, 'Rotate', 'cline')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').click()
    await page.getByRole('option', { name: 'For one hour more' }).click()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Rotate' }).click()
    await expectVisible(page.getByRole('heading', { name: 'New value for cline' }))
    await page.getByRole('button', { name: 'I have copied it' }).click()
    await expectVisible(page.getByRole('row').filter({ hasText: 'cline' }).getByText('Two values'))
    const until = Date.parse(control().world.tokenFacts.get('cline')?.grace_until ?? '') - Date.now()
    expect(until).toBeGreaterThan(3_000_000)
    expect(until).toBeLessThanOrEqual(3_600_000)
  })

  it('does not offer to rotate a value that is kept elsewhere', async () => {
    const page = await open('/tokens')
    await page.getByRole('button', { name: 'More for ci' }).click()
    await expectVisible(page.getByRole('menuitem', { name: 'Revoke' }))
    expect(await page.getByRole('menuitem', { name: 'Rotate' }).count()).toBe(0)
  })

  it('revokes a token only after saying that it is final', async () => {
    const page = await open('/tokens')
    await choose(page, 'Revoke', 'notebook')
    const dialog = page.getByRole('alertdialog')
    await expectVisible(dialog.getByText(/This is final/))
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await expectGone(dialog)
    expect(control().world.tokenFacts.get('notebook')?.revoked).toBe(false)

    await choose(page, 'Revoke', 'notebook')
    await dialog.getByRole('button', { name: 'Revoke token' }).click()
    await expectVisible(page.getByText('Token notebook revoked'))
    expect(control().world.tokenFacts.get('notebook')?.revoked).toBe(true)
    expect(await page.getByRole('row').filter({ hasText: 'notebook' }).count()).toBe(0)
  })

  it('changes a scope and takes an expiry away, the value stays', async () => {
    const page = await open('/tokens')
    await choose(page, 'Edit', 'notebook')
    const panel = page.getByRole('dialog')
    await panel.getByRole('searchbox').fill('openrouter/*claude*')
    await panel.getByRole('button', { name: 'Add the pattern "openrouter/*claude*"' }).click()
    await panel.getByRole('combobox', { name: 'Expires' }).click()
    await page.getByRole('option', { name: 'Never' }).click()
    await panel.getByRole('button', { name: 'Save changes' }).click()
    await expectGone(panel)
    const token = control().world.document.tokens?.find((candidate) => candidate.name === 'notebook')
    expect(token).toEqual({ name: 'notebook', models: ['openai/*', 'openrouter/*claude*'], payloads: true })
    expect(control().world.tokenFacts.get('notebook')?.hint).toBe('Qm3x')
  })

  it('refuses a name that another token has, before anything is sent', async () => {
    const page = await open('/tokens?new')
    const panel = page.getByRole('dialog')
    await panel.getByLabel('Name', { exact: true }).fill('cline')
    await panel.getByRole('button', { name: 'Make token' }).click()
    await expectVisible(panel.getByRole('alert').getByText('Another token has this name.'))
  })
})
