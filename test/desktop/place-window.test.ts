import { expect, test } from 'vitest'
import { placeWindow } from '../../electron/desktop/place-window.ts'

const LAPTOP = { x: 0, y: 0, width: 1440, height: 900 }
const SECOND = { x: 1440, y: 0, width: 2560, height: 1440 }

test('opens where it was left', () => {
  const saved = { x: 1500, y: 40, width: 1300, height: 900 }
  expect(placeWindow(saved, [LAPTOP, SECOND])).toEqual(saved)
})

test('lets the system place it when the display it was on is gone', () => {
  const saved = { x: 1500, y: 40, width: 1300, height: 900 }
  expect(placeWindow(saved, [LAPTOP])).toEqual({ width: 1300, height: 900 })
})

test('a window left half outside stays where it can be caught with the mouse', () => {
  const saved = { x: -1000, y: 100, width: 1200, height: 700 }
  expect(placeWindow(saved, [LAPTOP])).toEqual(saved)
  expect(placeWindow({ ...saved, x: -1190 }, [LAPTOP])).toEqual({ width: 1200, height: 700 })
})

test('a title bar above the screen is never restored: nothing could drag it back', () => {
  expect(placeWindow({ x: 10, y: -40, width: 1200, height: 700 }, [LAPTOP])).toEqual({
    width: 1200,
    height: 700
  })
})

test('is no larger than the largest display and no smaller than its pages need', () => {
  expect(placeWindow({ width: 4000, height: 3000 }, [LAPTOP])).toEqual({ width: 1440, height: 900 })
  expect(placeWindow({ width: 10, height: 10 }, [LAPTOP])).toEqual({ width: 720, height: 480 })
})

test('the first window has a size of its own and no place', () => {
  expect(placeWindow(null, [LAPTOP])).toEqual({ width: 1180, height: 780 })
})
