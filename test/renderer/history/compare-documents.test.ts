import { describe, expect, test } from 'vitest'
import type { ConfigDocument } from '../../../shared/config/document.ts'
import { compareDocuments, tokensWithoutValue } from '../../../renderer/features/history/compare-documents.ts'
import { fieldChanges } from '../../../renderer/features/history/field-changes.ts'

const document = (overrides: Partial<ConfigDocument> = {}): ConfigDocument => ({
  version: 1,
  accounts: [
    {
      name: 'main',
      provider: 'cerebras',
      api_key: 'keychain://main',
      models: ['a', { id: 'b', price: { input: 1, output: 2 } }]
    }
  ],
  tokens: [{ name: 'cline', models: ['main/*'] }],
  ...overrides
})

describe('what differs between two versions', () => {
  test('is nothing for the same document, whatever the order of its fields', () => {
    const turned = document({ tokens: [{ models: ['main/*'], name: 'cline' }] })
    expect(compareDocuments(document(), turned)).toEqual([])
  })

  test('is told by entry and field: names that came and went, and a price within a list', () => {
    const after = document({
      accounts: [
        {
          name: 'main',
          provider: 'cerebras',
          api_key: 'keychain://main',
          models: [{ id: 'b', price: { input: 1, output: 3 } }, 'c']
        }
      ]
    })
    expect(compareDocuments(document(), after)).toEqual([
      {
        section: 'accounts',
        name: 'main',
        kind: 'changed',
        fields: [
          { field: 'models', kind: 'removed', before: 'a', after: undefined },
          { field: 'models', kind: 'added', before: undefined, after: 'c' },
          { field: 'models.b.price.output', kind: 'changed', before: '2', after: '3' }
        ]
      }
    ])
  })

  test('lists the fields of an entry that is new or gone', () => {
    const [change] = compareDocuments(document({ tokens: [] }), document())
    expect(change).toMatchObject({ section: 'tokens', name: 'cline', kind: 'added' })
    expect(change?.fields).toContainEqual({
      field: 'models',
      kind: 'added',
      before: undefined,
      after: '[main/*]'
    })
    expect(compareDocuments(document(), document({ tokens: [] }))[0]?.kind).toBe('removed')
  })

  test('treats a section that is not there as one without entries', () => {
    expect(compareDocuments({ version: 1 }, { version: 1, accounts: [], tokens: [] })).toEqual([])
    expect(compareDocuments({ version: 1 }, document())).toHaveLength(2)
  })

  test('shows a list whole where only its order changed', () => {
    expect(fieldChanges(['a', 'b'], ['b', 'a'], 'models')).toEqual([
      { field: 'models', kind: 'changed', before: '[a, b]', after: '[b, a]' }
    ])
  })

  test('says a switch in its own words', () => {
    expect(fieldChanges({ enabled: true }, { enabled: false })).toEqual([
      { field: 'enabled', kind: 'changed', before: 'true', after: 'false' }
    ])
    expect(fieldChanges({}, { enabled: false })).toEqual([
      { field: 'enabled', kind: 'added', before: undefined, after: 'false' }
    ])
  })
})

describe('tokens that a restore brings back without a value', () => {
  test('are those that were made here and are gone now', () => {
    const wanted = document({
      tokens: [{ name: 'cline' }, { name: 'gone' }, { name: 'ci', value: 'env://CI_TOKEN' }]
    })
    expect(tokensWithoutValue(document(), wanted)).toEqual(['gone'])
  })
})
