import { expect, it } from 'vitest'
import { expectAccessible } from '../browser.ts'
import { describeInBrowser } from '../describe-in-browser.ts'
import { expectGone, expectVisible } from '../expectations.ts'

describeInBrowser('the accounts page', ({ control, restart, open }) => {
  it('adds an account: provider, key, live test, chosen models, save', async () => {
    await restart({ world: 'empty' })
    const page = await open('/accounts')
    await page.getByRole('button', { name: 'Add account' }).click()
    const panel = page.getByRole('dialog')
    await panel.getByRole('searchbox', { name: 'Search providers' }).fill('wafer')
    await panel.getByRole('button', { name: /^Cerebras/ }).click()
    await panel.getByLabel('API key').fill('csk-typed')
    await panel.getByRole('button', { name: 'Test', exact: true }).click()
    await expectVisible(panel.getByText('The key works. cerebras offers 3 models.'))
    await expectVisible(panel.getByText('3 models found, in 231 ms'))
    await panel.getByRole('radio', { name: 'Only chosen ones' }).click()
    await panel.getByLabel('llama3.1-8b').check()
    await expectAccessible(page)
    await panel.getByRole('button', { name: 'Add account' }).click()
    await expectGone(panel)

    await expectVisible(page.getByRole('button', { name: 'cerebras', exact: true }))
    const { document, keys } = control().world
    expect(document.accounts).toEqual([
      { name: 'cerebras', provider: 'cerebras', api_key: 'keychain://cerebras', models: ['llama3.1-8b'] }
    ])
    expect(keys.get('cerebras')).toBe('csk-typed')
  })

  it('finds a provider by its group, by the first letters and Enter, and by the arrow keys', async () => {
    const page = await open('/accounts?add')
    const panel = page.getByRole('dialog')
    await expectVisible(panel.getByRole('region', { name: 'Hosted' }))
    await expectAccessible(page)
    await panel.getByRole('radio', { name: 'Own machine' }).click()
    await expectVisible(panel.getByRole('button', { name: /^LM Studio/ }))
    await expectGone(panel.getByRole('button', { name: /^Groq/ }))
    await panel.getByRole('radio', { name: 'All' }).click()

    const search = panel.getByRole('searchbox', { name: 'Search providers' })
    await search.fill('fire')
    await search.press('Enter')
    await expectVisible(page.getByRole('dialog', { name: 'New Fireworks AI account' }))
    await panel.getByRole('button', { name: 'Other provider' }).click()
    await search.fill('azure')
    await search.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expectVisible(page.getByRole('dialog', { name: 'New Azure AI Foundry account' }))
    // There is none of its own: what it looks like is said, and it is asked for.
    await expectVisible(panel.getByText(/https:\/\/RESOURCE\.services\.ai\.azure\.com\/openai\/v1/))
    await panel.getByLabel('API key').fill('key')
    await panel.getByRole('button', { name: 'Add account' }).click()
    expect(await panel.getByLabel('Base URL').getAttribute('aria-invalid')).toBe('true')
  })

  it('offers a compatible server where no provider has the name', async () => {
    const page = await open('/accounts?add')
    const panel = page.getByRole('dialog')
    await panel.getByRole('searchbox', { name: 'Search providers' }).fill('acme')
    await panel.getByRole('button', { name: 'Use OpenAI-compatible' }).click()
    await expectVisible(page.getByRole('dialog', { name: 'New OpenAI-compatible account' }))
  })

  it('says in words why a key does not work, and forgets that once another is typed', async () => {
    const page = await open('/accounts?add')
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: /^xAI/ }).click()
    await panel.getByLabel('API key').fill('bad-key')
    await panel.getByRole('button', { name: 'Test', exact: true }).click()
    const refusal = panel.getByRole('alert').getByText(/xai refused the key \(401\)/)
    await expectVisible(refusal)
    await panel.getByLabel('API key').fill('bad-key-2')
    await expectGone(refusal)
  })

  it('can stop a test that nobody answers', async () => {
    const page = await open('/accounts?add')
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: /^Groq/ }).click()
    await panel.getByLabel('API key').fill('slow-key')
    await panel.getByRole('button', { name: 'Test', exact: true }).click()
    await expectVisible(panel.getByText('Asking Groq…'))
    await panel.getByRole('button', { name: 'Stop' }).click()
    await expectGone(panel.getByText('Asking Groq…'))
    await expectVisible(panel.getByRole('button', { name: 'Test', exact: true }))
  })

  it('asks for what is missing at its field and sends nothing', async () => {
    const page = await open('/accounts?add')
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: /^OpenAI-compatible/ }).click()
    const before = control().world.revisions.length
    await panel.getByRole('button', { name: 'Add account' }).click()
    await expectVisible(panel.getByRole('alert').getByText('This is needed.'))
    expect(await panel.getByLabel('Base URL').getAttribute('aria-invalid')).toBe('true')
    expect(control().world.revisions.length).toBe(before)
  })

  it('lets one say what a compatible server speaks, and keeps quiet about the usual', async () => {
    await restart({ world: 'empty' })
    const page = await open('/accounts?add')
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: /^Anthropic-compatible/ }).click()
    await panel.getByLabel('Base URL').fill('http://127.0.0.1:9000/anthropic')
    await panel.getByText('More options').click()
    const messages = panel.getByRole('checkbox', { name: 'Anthropic Messages' })
    expect(await messages.isChecked()).toBe(true)
    // The only one stays: a server speaks something.
    await messages.click()
    expect(await messages.isChecked()).toBe(true)
    await panel.getByRole('checkbox', { name: 'OpenAI Chat' }).click()
    await panel.getByLabel('Others are translated to').click()
    await page.getByRole('option', { name: 'OpenAI Chat' }).click()
    await expectAccessible(page)
    await panel.getByRole('button', { name: 'Add account' }).click()
    await expectGone(panel)
    expect(control().world.document.accounts).toEqual([
      {
        name: 'anthropic-compatible',
        provider: 'anthropic-compatible',
        base_url: 'http://127.0.0.1:9000/anthropic',
        dialects: ['openai-chat', 'anthropic-messages'],
        models: '*'
      }
    ])

    await page.getByRole('button', { name: 'anthropic-compatible', exact: true }).click()
    await panel.getByRole('checkbox', { name: 'OpenAI Chat' }).click()
    await panel.getByRole('button', { name: 'Save changes' }).click()
    await expectGone(panel)
    expect(control().world.document.accounts?.[0]?.dialects).toBeUndefined()
  })

  it('shows a refusal of the server at the field that it is about', async () => {
    const page = await open('/accounts?add')
    const panel = page.getByRole('dialog')
    await panel.getByRole('button', { name: /^DeepSeek/ }).click()
    await panel.getByLabel('API key').fill('key')
    // Taken by somebody else, after the form was opened.
    const { world } = control()
    world.document = {
      ...world.document,
      accounts: [...(world.document.accounts ?? []), { name: 'deepseek', provider: 'deepseek' }]
    }
    await panel.getByRole('button', { name: 'Add account' }).click()
    await expectVisible(panel.getByRole('alert').getByText('already taken by another account'))
    expect(await panel.getByLabel('Name', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  })

  it('disables an account at once, and undo enables it again', async () => {
    const page = await open('/accounts')
    const row = page.getByRole('listitem').filter({ hasText: 'api.openai.com' })
    await row.getByRole('switch').click()
    await expectVisible(row.getByText('Disabled'))
    expect(control().world.document.accounts?.[1]?.enabled).toBe(false)
    await expectVisible(page.getByText('Account openai disabled'))
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectVisible(row.getByText('Ready'))
    expect(control().world.document.accounts?.[1]?.enabled).not.toBe(false)
  })

  it('deletes an account after asking, and undo brings it back whole', async () => {
    const page = await open('/accounts')
    const before = control().world.document
    await page.getByRole('button', { name: 'More for openrouter' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    const dialog = page.getByRole('alertdialog')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Delete account' }).click()
    const name = page.getByRole('button', { name: 'openrouter', exact: true })
    await expectGone(name)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectVisible(name)
    expect(control().world.document).toEqual(before)
  })

  it('does not undo what somebody else changed in between', async () => {
    const page = await open('/accounts')
    await page.getByRole('button', { name: 'More for openrouter' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete account' }).click()
    await expectVisible(page.getByRole('button', { name: 'Undo' }))
    await page.getByRole('switch', { name: 'local enabled' }).click()
    await expectVisible(page.getByText('Account local disabled'))
    const names = control().world.document.accounts?.map((account) => account.name)
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Account openrouter deleted' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await expectVisible(page.getByText('Something else was changed since.'))
    expect(control().world.document.accounts?.map((account) => account.name)).toEqual(names)
  })

  it('edits an account without its key ever being in the page', async () => {
    const page = await open('/accounts')
    await page.getByRole('button', { name: 'cerebras-main', exact: true }).click()
    const panel = page.getByRole('dialog')
    await expectVisible(panel.getByText('keychain://cerebras-main'))
    expect(await panel.getByLabel('API key').inputValue()).toBe('')
    await panel.getByLabel('Other names').fill('fast, work')
    await panel.getByRole('button', { name: 'Save changes' }).click()
    await expectGone(panel)
    expect(control().world.document.accounts?.[0]).toMatchObject({
      api_key: 'keychain://cerebras-main',
      aliases: ['fast', 'work'],
      models: ['gpt-oss-120b', 'llama3.1-8b', { id: 'zai-glm-4.6', price: { input: 2.25, output: 2.75 } }]
    })
  })

  it('offers no undo for a save that changed nothing: it would take back the change before', async () => {
    const page = await open('/accounts')
    await page.getByRole('button', { name: 'cerebras-main', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Save changes' }).click()
    await expectVisible(page.getByText('Account cerebras-main saved'))
    expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0)
  })

  it('says in words what an account lacks', async () => {
    const page = await open('/accounts')
    const row = page.getByRole('listitem').filter({ hasText: 'groq-team' })
    await expectVisible(row.getByText('Not ready'))
    await expectVisible(row.getByText(/The key env:\/\/GROQ_API_KEY is not there/))
  })
})
