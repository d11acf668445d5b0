import { expect, test } from 'vitest'
import { hasJsonWord } from '../../electron/dialects/json-word.ts'

test('the word counts in texts of messages alone, in any case', () => {
  expect(hasJsonWord([{ role: 'user', content: 'as Json' }])).toBe(true)
  expect(hasJsonWord([{ content: [{ type: 'input_text', text: 'JSON, please' }] }])).toBe(true)
  expect(
    hasJsonWord([{ content: [{ type: 'input_image', image_url: 'data:image/png;base64,xJSONx' }] }])
  ).toBe(false)
  expect(hasJsonWord([{ type: 'function_call', arguments: '{"json":1}' }])).toBe(false)
})
