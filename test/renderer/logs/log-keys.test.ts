import { describe, expect, test } from 'vitest'
import { logKeyAction, moveTo } from '../../../renderer/features/logs/log-keys.ts'

const press = (key: string, focus: 'field' | 'detail' | 'list' | 'elsewhere') =>
  logKeyAction({ key, focus, modified: false })

describe('the keys of the log page', () => {
  test('are text while a field has the focus, also Escape, which the field needs to clear itself', () => {
    for (const key of ['j', 'k', '/', 'Enter', 'Escape', 'Home']) expect(press(key, 'field')).toBeUndefined()
  })

  test('j and k step through requests also while the detail has the focus, arrows scroll there', () => {
    expect(press('j', 'detail')).toBe('next')
    expect(press('k', 'detail')).toBe('previous')
    expect(press('ArrowDown', 'detail')).toBeUndefined()
    expect(press('Enter', 'detail')).toBeUndefined()
  })

  test('in the list, arrows step and Enter opens', () => {
    expect(press('ArrowDown', 'list')).toBe('next')
    expect(press('Enter', 'list')).toBe('open')
    expect(press('Escape', 'list')).toBe('close')
  })

  test('leave shortcuts of the browser and the system alone', () => {
    expect(logKeyAction({ key: 'j', focus: 'list', modified: true })).toBeUndefined()
  })

  test('stop at both ends of the list, and begin at its first row', () => {
    expect(moveTo('next', -1, 5, 10)).toBe(0)
    expect(moveTo('previous', -1, 5, 10)).toBe(0)
    expect(moveTo('next', 4, 5, 10)).toBe(4)
    expect(moveTo('previous', 0, 5, 10)).toBe(0)
    expect(moveTo('page-down', 0, 5, 10)).toBe(4)
    expect(moveTo('page-up', 4, 5, 3)).toBe(1)
    expect(moveTo('last', 0, 5, 10)).toBe(4)
  })
})
