import { expect, test } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { commit, currentRevision } from '../fake-world.ts'

describeInBrowser('the history page', ({ control, restart, open }) => {
  test('lists who changed what, newest first, and is accessible in both themes', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await open('/history', { theme })
      const list = page.getByRole('navigation', { name: 'Revisions' })
      await list.waitFor()
      const [first] = await list.getByRole('button').allInnerTexts()
      expect(first).toContain(control().world.revisions.at(-1)?.meta.summary)
      expect(first).toContain('In force')
      await page.getByRole('tab', { name: 'Changes' }).waitFor()
      await expectAccessible(page)
      await page.getByRole('tab', { name: 'Whole configuration' }).click()
      await page.getByText('provider: cerebras').first().waitFor()
      await expectAccessible(page)
    }
  }, 120_000)

  test('tells by sign and word what came and what went, field by field', async () => {
    const { world } = control()
    const accounts = (world.document.accounts ?? []).map((account) =>
      account.name === 'openai' ? { ...account, models: ['gpt-5', 'gpt-5-nano'] } : account
    )
    commit(world, 'apply', 'Account openai: models', { ...world.document, accounts })
    const page = await open('/history')
    const entry = page.locator('main li', { hasText: 'Account' }).filter({ hasText: 'openai' }).last()
    // The page may still be drawing what changed between which revisions.
    await expect.poll(() => entry.innerText()).toMatch(/\+\s*After:\s*gpt-5-nano/)
    const text = await entry.innerText()
    expect(text).toContain('Changed')
    expect(text).toMatch(/−\s*Before:\s*gpt-5-mini/)
    expect(text).not.toMatch(/(?:−|\+)\s*(?:Before|After):\s*gpt-5\s/)
    await page.getByText('Applied from a file').waitFor()
  })

  test('shows what going back would do, goes back, and can take that back', async () => {
    const { world } = control()
    const before = world.document
    const newest = currentRevision(world)
    const first = world.revisions.find((revision) =>
      (revision.document.tokens ?? []).some((token) => token.name === 'cline')
    )
    const page = await open(`/history?revision=${first?.meta.revision}`)
    await page.getByRole('button', { name: 'Restore this revision' }).click()
    const dialog = page.getByRole('dialog', { name: /Restore revision/ })
    await dialog.waitFor()
    // Values end with their entries; the person is told which.
    await dialog.getByText(/The values of the tokens continue.*stop working for good/).waitFor()
    await expectAccessible(page)
    expect(world.document).toBe(before)
    await dialog.getByRole('button', { name: 'Restore' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(currentRevision(world)).toBe(newest + 1)
    expect(world.document).toEqual(first?.document)
    await page.getByText(`Back to revision ${first?.meta.revision}`).first().waitFor()
    await page.getByRole('button', { name: 'Undo', exact: true }).click()
    await expect.poll(() => currentRevision(world), { timeout: 20_000 }).toBe(newest + 2)
    expect(world.document).toEqual(before)
  })

  test('undoes the last change, and says that a token comes back without its value', async () => {
    const { world } = control()
    const before = world.document
    const tokens = (before.tokens ?? []).filter((token) => token.name !== 'cline')
    commit(world, 'cli', 'Token cline revoked', { ...before, tokens })
    const page = await open('/history')
    await page.getByRole('button', { name: 'Undo this change' }).click()
    const dialog = page.getByRole('dialog', { name: /Undo revision/ })
    await dialog.getByText('The token cline comes back without a value').waitFor()
    await dialog.getByRole('button', { name: 'Undo' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(world.document).toEqual(before)
  })

  test('does nothing when the dialog is closed, and says what failed when it cannot restore', async () => {
    const page = await open('/history')
    const newest = currentRevision(control().world)
    await page.getByRole('button', { name: 'Undo this change' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo this change' }).click()
    control().behave('fails', 'config.restore')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Undo' }).click()
    await dialog.getByText(/could not be restored: The database could not be read/).waitFor()
    expect(currentRevision(control().world)).toBe(newest)
  })

  test('shows a change the moment somebody else makes it', async () => {
    const page = await open('/history')
    await page.getByRole('button', { name: 'Undo this change' }).waitFor()
    const { world } = control()
    commit(world, 'cli', 'Token deploy added', {
      ...world.document,
      tokens: [...(world.document.tokens ?? []), { name: 'deploy' }]
    })
    await page.getByRole('heading', { name: 'Token deploy added' }).waitFor()
    expect(await page.getByRole('navigation', { name: 'Revisions' }).getByText('In force').count()).toBe(1)
  })

  test('pages on through a long history', async () => {
    const { world } = control()
    for (let number = 0; number < 70; number += 1) {
      commit(world, 'window', `Change number ${number}`, { ...world.document })
    }
    const page = await open('/history')
    const list = page.getByRole('navigation', { name: 'Revisions' })
    await list.waitFor()
    await list.getByRole('button', { name: 'Load older revisions' }).click()
    await list.getByText('Change number 3', { exact: true }).waitFor()
    await list.getByRole('button', { name: 'Load older revisions' }).waitFor({ state: 'detached' })
    expect(await list.getByRole('button').count()).toBe(world.revisions.length)
  })

  test('says where to begin while there is nothing, and where an address leads nowhere', async () => {
    const lost = await open('/history?revision=9999')
    await lost.getByText('There is no such revision').waitFor()
    await lost.getByRole('button', { name: 'Show the newest' }).click()
    await lost.getByRole('button', { name: 'Undo this change' }).waitFor()
    await restart({ world: 'empty' })
    const page = await open('/history')
    await page.getByText('No changes yet').waitFor()
    await expectAccessible(page)
  })

  test('shows its shapes while it loads, and an error with another try', async () => {
    control().behave('stalls', 'config.revisions')
    const loading = await open('/history')
    await loading.getByLabel('Loading').waitFor()
    await expectAccessible(loading)
    control().behave('fails', 'config.revisions')
    const page = await open('/history', { theme: 'dark' })
    await page.getByText('The database could not be read').waitFor()
    await expectAccessible(page)
    control().behave('works')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Undo this change' }).waitFor()
  })
})
