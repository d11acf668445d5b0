import { expect, test } from 'vitest'
import { chatPath, geminiModelPath } from '../../electron/gateway/upstream-path.ts'

test.each([
  ['gemini-x', '/models/gemini-x'],
  ['models/gemini-x', '/models/gemini-x'],
  ['tunedModels/mine', '/tunedModels/mine'],
  ['a b?key=1#c\r\nX: 1', '/models/a%20b%3Fkey%3D1%23c%0D%0AX%3A%201'],
  ['x%2F..', '/models/x%252F..'],
  ['a..b/...', '/models/a..b/...']
])('the name %s stays a name in a path', (name, path) => {
  expect(geminiModelPath(name)).toBe(path)
})

test.each(['..', 'free/../paid', 'x/./y', 'models/../paid', '../../v1/files'])(
  'the name %s, which leads elsewhere, is refused',
  (name) => {
    expect(() => chatPath('gemini', name, true)).toThrow("A model's name can't have the part")
  }
)
