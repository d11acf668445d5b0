import { expect, it } from 'vitest'
import { modelsOf } from '../../../shared/config/models-of.ts'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectGone, expectVisible } from '../expectations.ts'
import { findAccount } from '../fake-accounts.ts'

describeInBrowser('the models page', ({ control, open }) => {
  it('overrides a price and goes back to the catalogue', async () => {
    const page = await open('/models')
    const row = page.getByRole('row').filter({ hasText: 'gpt-oss-120b' })
    await expectVisible(row.getByRole('cell', { name: '$0.35' }))
    await page.getByRole('button', { name: 'Price of cerebras-main/gpt-oss-120b' }).click()
    const dialog = page.getByRole('dialog')
    await expectAccessible(page)
    await dialog.getByLabel('Input').fill('a lot')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expectVisible(dialog.getByText('A number of 0 or more, such as 0.35.'))
    await dialog.getByLabel('Input').fill('1.5')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expectVisible(row.getByRole('cell', { name: '$1.50' }))
    await expectVisible(row.getByText('You'))
    expect(modelsOf(findAccount(control().world, 'cerebras-main')).entries).toContainEqual({
      id: 'gpt-oss-120b',
      price: { input: 1.5, output: 0.75 }
    })

    await page.getByRole('button', { name: 'Price of cerebras-main/gpt-oss-120b' }).click()
    await page.getByRole('button', { name: "Use the catalogue's price" }).click()
    await expectVisible(row.getByRole('cell', { name: '$0.35' }))
  })

  it('shows the one model that a link names, and all of them when the search is cleared', async () => {
    const page = await open('/models?account=openai&model=gpt-5-mini')
    await expectVisible(page.getByRole('switch', { name: 'openai/gpt-5-mini enabled' }))
    expect(await page.getByRole('switch').count()).toBe(1)
    expect(await page.getByRole('searchbox').inputValue()).toBe('gpt-5-mini')
    await page.getByRole('searchbox').fill('')
    await expectVisible(page.getByRole('switch').nth(1))
  })

  it('says unknown where no price is known, never zero', async () => {
    const page = await open('/models?account=openrouter')
    const row = page.getByRole('row').filter({ hasText: 'stealth/horizon-beta' })
    await expectVisible(row)
    expect(await row.getByText('unknown').count()).toBe(2)
  })

  it('turns a model off and undo turns it on again', async () => {
    const page = await open('/models?account=openai')
    const toggle = page.getByRole('switch', { name: 'openai/gpt-5-mini enabled' })
    await toggle.click()
    await expectVisible(page.getByText('1 model turned off'))
    expect(modelsOf(findAccount(control().world, 'openai')).entries.map((entry) => entry.id)).not.toContain(
      'gpt-5-mini'
    )
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectVisible(page.getByText('Undone'))
    expect(await toggle.getAttribute('aria-checked')).toBe('true')
  })

  it('asks before a list is made of an account that takes any name', async () => {
    const page = await open('/models?account=openrouter')
    await page.getByRole('switch', { name: 'openrouter/moonshotai/kimi-k2 enabled' }).click()
    const dialog = page.getByRole('alertdialog')
    expect(control().world.document.accounts?.[2]?.models).toBe('*')
    await dialog.getByRole('button', { name: 'Make a list' }).click()
    await expectGone(page.getByText('Takes any name'))
    expect(modelsOf(findAccount(control().world, 'openrouter')).entries.map((entry) => entry.id)).toEqual([
      'anthropic/claude-sonnet-4.5',
      'google/gemini-2.5-pro',
      'deepseek/deepseek-v3.2',
      'stealth/horizon-beta'
    ])
  })

  it('fetches what an account offers when that is asked for', async () => {
    const page = await open('/models?account=local')
    await expectVisible(page.getByText(/Nothing answers at http:\/\/127\.0\.0\.1:8000/))
    await page.getByRole('button', { name: 'Fetch what local offers' }).click()
    await expectVisible(page.getByRole('row').filter({ hasText: 'qwen2.5-coder-32b-instruct' }))
  })

  it('goes from model to model with the arrow keys', async () => {
    const page = await open('/models?account=openai')
    await page.getByRole('switch', { name: 'openai/gpt-5 enabled' }).focus()
    await page.keyboard.press('ArrowDown')
    const focused = page.locator(':focus')
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('aria-label') === 'openai/gpt-5-mini enabled'
    )
    expect(await focused.getAttribute('role')).toBe('switch')
  })

  it('says so where nothing fits a search, and shows everything again on a click', async () => {
    const page = await open('/models')
    await page.getByRole('searchbox', { name: 'Search models' }).fill('no such model')
    await expectVisible(page.getByText('No model fits that.'))
    await page.getByRole('button', { name: 'Show all models' }).click()
    await expectVisible(page.getByRole('row').filter({ hasText: 'gpt-oss-120b' }))
  })
})
