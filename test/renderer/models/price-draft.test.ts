import { describe, expect, it } from 'vitest'
import {
  formatRate,
  formatWindow,
  parsePrice,
  priceDraft
} from '../../../renderer/features/models/price-draft.ts'

describe('the draft of a price', () => {
  it('comes back as the price that it was made of', () => {
    const price = { input: 0.35, output: 0.75, cache_read: 0.0375, request: 0 }
    expect(parsePrice(priceDraft(price))).toEqual({ price })
  })

  it('leaves out what is not billed apart', () => {
    expect(parsePrice({ ...priceDraft(null), input: '2', output: ' 8.5 ' })).toEqual({
      price: { input: 2, output: 8.5 }
    })
  })

  it('takes a price of zero for what it is', () => {
    expect(parsePrice({ ...priceDraft(null), input: '0', output: '0' })).toEqual({
      price: { input: 0, output: 0 }
    })
  })

  it('names each field that is missing or no number', () => {
    expect(parsePrice({ ...priceDraft(null), output: '1,5', reasoning: '-1', request: '1e3' })).toEqual({
      problems: { input: 'required', output: 'notNumber', reasoning: 'notNumber', request: 'notNumber' }
    })
  })

  it('writes rates to the cent, and further where they have further digits', () => {
    expect([10, 0.35, 0.0375, 0].map(formatRate)).toEqual(['$10.00', '$0.35', '$0.0375', '$0.00'])
  })

  it('writes context windows in few characters', () => {
    expect([131_072, 1_000_000, 1_047_576, 8191, 512].map(formatWindow)).toEqual([
      '131K',
      '1M',
      '1M',
      '8K',
      '512'
    ])
  })
})
