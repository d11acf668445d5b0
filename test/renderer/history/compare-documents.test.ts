import { describe, expect, test } from 'vitest'
import type { ConfigDocument } from '../../../shared/config/document.ts'
import {
  compareDocuments,
  tokensThatEnd,
  tokensWithoutValue
} from '../../../renderer/features/history/compare-documents.ts'
import { groupChanges } from '../../../renderer/features/history/group-changes.ts'
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
      after: 'main/*'
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

describe('what a restore means for token values', () => {
  const wanted = document({
    tokens: [{ name: 'cline' }, { name: 'gone' }, { name: 'ci', value: 'env://CI_TOKEN' }]
  })

  test('those that were made here and are gone now come back without one', () => {
    expect(tokensWithoutValue(document(), wanted)).toEqual(['gone'])
  })

  test('so does one whose value is by reference now', () => {
    const present = document({ tokens: [{ name: 'cline', value: 'env://CLINE' }] })
    expect(tokensWithoutValue(present, document())).toEqual(['cline'])
  })

  test('those that the older version does not have lose theirs for good', () => {
    const present = document({
      tokens: [{ name: 'cline' }, { name: 'new' }, { name: 'env', value: 'env://X' }]
    })
    expect(tokensThatEnd(present, document())).toEqual(['new'])
  })
})

describe('the changes of a version, as the server tells them', () => {
  test('stand together by entry, also where a name holds dots', () => {
    const changes = [
      {
        path: 'accounts.my.box.models',
        kind: 'changed' as const,
        before: ['a'],
        after: ['a', 'b'],
        text: ''
      },
      { path: 'accounts.my.box.enabled', kind: 'added' as const, before: null, after: false, text: '' },
      {
        path: 'tokens.ci.v2',
        kind: 'removed' as const,
        before: { name: 'ci.v2', models: '*' },
        after: null,
        text: ''
      }
    ]
    expect(groupChanges(changes)).toEqual([
      {
        section: 'accounts',
        name: 'my.box',
        kind: 'changed',
        fields: [
          { field: 'models', kind: 'added', before: undefined, after: 'b' },
          { field: 'enabled', kind: 'added', before: undefined, after: 'false' }
        ]
      },
      {
        section: 'tokens',
        name: 'ci.v2',
        kind: 'removed',
        fields: [
          { field: 'name', kind: 'removed', before: 'ci.v2', after: undefined },
          { field: 'models', kind: 'removed', before: '*', after: undefined }
        ]
      }
    ])
  })
})
