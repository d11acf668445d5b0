import { describe, expect, it } from 'vitest'
import { apply, EXAMPLE, openHarness } from './configuration-harness.ts'

const ENV = { CEREBRAS_API_KEY: 'csk-of-a-test', CI_TOKEN: '0123456789abcdef' }

describe('the history of a configuration', () => {
  it('tells in words what each revision changed', async () => {
    const { configuration } = await openHarness(ENV)
    await apply(configuration, EXAMPLE)
    await apply(
      configuration,
      EXAMPLE.replace(
        'llama3.1-8b, { id: zai-glm-4.6, price: { input: 2.25, output: 2.75 } }',
        '{ id: zai-glm-4.6, price: { input: 3, output: 3 } }, qwen-3'
      )
        .replace(
          'name: local, provider: openai-compatible',
          'name: local, enabled: false, provider: openai-compatible'
        )
        .replace(', payloads: false', '')
    )
    const { changes, meta } = await configuration.revision(2)
    expect(changes.map((change) => [change.path, change.text])).toEqual([
      [
        'accounts.cerebras-main.models',
        'Account cerebras-main: models added: qwen-3; models removed: llama3.1-8b; price of zai-glm-4.6 set to $3 in, $3 out per million tokens'
      ],
      ['accounts.local.enabled', 'Account local: switched off'],
      ['tokens.ci.payloads', 'Token ci: bodies are stored again']
    ])
    expect(meta).toMatchObject({ revision: 2, by: 'apply', summary: expect.stringMatching(/; and 1 more$/) })
    expect((await configuration.revision(1)).changes).toHaveLength(4)
  })

  it('tells which dialects an account is said to speak, and forgets them again', async () => {
    const { configuration } = await openHarness(ENV)
    await apply(configuration, EXAMPLE)
    const spoken = 'models: "*", dialects: [anthropic-messages, openai-chat] }'
    await apply(configuration, EXAMPLE.replace('models: "*" }', spoken))
    expect(configuration.snapshot().accounts.get('local')?.dialects).toEqual([
      'anthropic-messages',
      'openai-chat'
    ])
    expect((await configuration.revision(2)).changes).toMatchObject([
      {
        path: 'accounts.local.dialects',
        kind: 'added',
        text: 'Account local: dialects set to anthropic-messages, openai-chat'
      }
    ])
    await apply(configuration, EXAMPLE)
    expect(configuration.snapshot().accounts.get('local')?.dialects).toEqual(['openai-chat'])
  })

  it('lists revisions, newest first, in pages', async () => {
    const { configuration } = await openHarness()
    for (const name of ['a', 'b', 'c']) {
      await apply(configuration, `version: 1\naccounts:\n  - { name: ${name}, provider: ollama }\n`)
    }
    const page = await configuration.revisions(undefined, 2)
    expect(page.map((revision) => revision.revision)).toEqual([3, 2])
    expect(page[0]).toMatchObject({
      time: '2026-09-01T00:00:00.000Z',
      summary: 'Account b removed; Account c added (ollama, any model)'
    })
    expect((await configuration.revisions(2, 2)).map((revision) => revision.revision)).toEqual([1])
  })

  it('goes back to an older revision as a new one, and to the beginning', async () => {
    const { configuration } = await openHarness(ENV)
    await apply(configuration, EXAMPLE)
    await apply(configuration, 'version: 1\naccounts: []\n')
    const restored = await configuration.restore(1)
    expect(restored).toMatchObject({ revision: 3, changed: true })
    expect(configuration.snapshot().accounts.size).toBe(2)
    expect(await configuration.restore(3)).toMatchObject({ revision: 3, changed: false })
    await configuration.restore(0)
    expect(configuration.current()).toMatchObject({ revision: 4, document: { accounts: [], tokens: [] } })
    await expect(configuration.restore(99)).rejects.toThrow(/no revision 99/)
  })

  it('exports YAML that changes nothing when it is applied, and holds no secret', async () => {
    const { configuration } = await openHarness(ENV)
    const { tokens } = await apply(configuration, EXAMPLE)
    const { revision, yaml } = await configuration.exportYaml()
    expect(revision).toBe(1)
    expect(yaml).toContain(
      '  - name: cerebras-main\n    provider: cerebras\n    api_key: env://CEREBRAS_API_KEY\n'
    )
    expect(yaml).toContain('{ id: zai-glm-4.6, price: { input: 2.25, output: 2.75 } }')
    for (const secret of [...Object.values(ENV), tokens[0]?.token ?? 'none'])
      expect(yaml).not.toContain(secret)
    expect(await apply(configuration, yaml, { prune: true })).toMatchObject({ changed: false, diff: [] })
  })
})
