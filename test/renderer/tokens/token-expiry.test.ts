import { describe, expect, it } from 'vitest'
import { endOfDay, expiryTime } from '../../../renderer/features/tokens/token-expiry.ts'

const now = Date.UTC(2027, 0, 1)
const none = { now, day: '', kept: null }

describe('when a token expires', () => {
  it('is never, or so many days from now', () => {
    expect(expiryTime('never', none)).toBeNull()
    expect(expiryTime('30', none)).toBe('2027-01-31T00:00:00.000Z')
  })

  it('is the end of the day that was chosen, so that the whole day is left', () => {
    const end = expiryTime('date', { ...none, day: '2027-02-28' })
    expect(end).toBe(new Date(2027, 2, 1).toISOString())
  })

  it('is open while no day was chosen', () => {
    expect(expiryTime('date', none)).toBeUndefined()
    expect(endOfDay('soon')).toBeUndefined()
  })

  it('stays as it was where that was chosen', () => {
    expect(expiryTime('keep', { ...none, kept: '2027-05-01T00:00:00Z' })).toBe('2027-05-01T00:00:00Z')
  })
})
