import { expect, test } from 'vitest'
import { RecentMap } from '../../../electron/store/worker/recent-map.ts'

test('keeps what was used lately and lets go of the rest', () => {
  const map = new RecentMap<number>(10)
  map.set('used', 1)
  map.set('unused', 2)
  for (let index = 0; index < 100; index += 1) {
    map.set(`other-${index}`, index)
    expect(map.get('used')).toBe(1)
  }
  expect(map.get('unused')).toBeUndefined()
  expect(map.get('other-99')).toBe(99)
})
