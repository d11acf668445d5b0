import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Seal } from '../../electron/dialects/chat.ts'
import {
  idWithoutSeal,
  readSeal,
  sealInId,
  unwrapSeal,
  wrapSeal,
  writeSeal
} from '../../electron/dialects/carry-seal.ts'
import { DIALECT_IDS } from '../../shared/domain/dialect.ts'

const anySeal: fc.Arbitrary<Seal> = fc
  .record({
    dialect: fc.constantFrom(...DIALECT_IDS),
    value: fc.string({ unit: 'grapheme' }),
    hidden: fc.boolean()
  })
  .map(({ dialect, value, hidden }) => (hidden ? { dialect, value, kind: 'redacted' } : { dialect, value }))

test('any seal comes back out of the text that carries it, which every field takes', () => {
  fc.assert(
    fc.property(anySeal, (seal) => {
      const text = wrapSeal(seal)
      expect(text).toMatch(/^[A-Za-z0-9_-]+$/)
      expect(unwrapSeal(text)).toEqual(seal)
    })
  )
})

test('a seal of the dialect itself is written as it is, and read as its own', () => {
  const own: Seal = { dialect: 'anthropic-messages', value: 'EqQBCkgIBBAB' }
  expect(writeSeal('anthropic-messages', own)).toBe('EqQBCkgIBBAB')
  expect(readSeal('anthropic-messages', 'EqQBCkgIBBAB')).toEqual(own)
  expect(readSeal('anthropic-messages', 'EmwKAhgB', 'redacted')).toEqual({
    ...own,
    value: 'EmwKAhgB',
    kind: 'redacted'
  })
})

test('a seal of another dialect goes through a field and is that dialect’s again', () => {
  const google: Seal = { dialect: 'gemini', value: 'CikBVKhc7g==' }
  expect(readSeal('anthropic-messages', writeSeal('anthropic-messages', google))).toEqual(google)
})

test('what only looks like a carried seal is none', () => {
  expect(unwrapSeal('ghs1_')).toBeUndefined()
  expect(unwrapSeal('ghs1_bm90IGpzb24')).toBeUndefined()
  expect(unwrapSeal(`ghs1_${Buffer.from('["klingon","x"]').toString('base64url')}`)).toBeUndefined()
  expect(unwrapSeal(`ghs1_${Buffer.from('["gemini",5]').toString('base64url')}`)).toBeUndefined()
})

test('a tool call’s id carries a seal and is the plain id again', () => {
  const seal: Seal = { dialect: 'gemini', value: 'signature' }
  const text = sealInId('call_1', seal)
  expect(text).toMatch(/^call_1__ghs1_[A-Za-z0-9_-]+$/)
  expect(idWithoutSeal(text)).toEqual({ id: 'call_1', seal })
  expect(sealInId('call_1', undefined)).toBe('call_1')
  expect(idWithoutSeal('call_1')).toEqual({ id: 'call_1', seal: undefined })
})
