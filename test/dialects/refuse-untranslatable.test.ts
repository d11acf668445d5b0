import { expect, test } from 'vitest'
import { refuseUntranslatable } from '../../electron/dialects/refuse-untranslatable.ts'

test('what only its own dialect can say is refused for others alone, in the words that came with it', () => {
  const chat = {
    model: 'm',
    stream: false,
    messages: [],
    tools: [],
    from: 'openai-completions',
    untranslatable: 'prompt is a list.'
  } as const
  expect(() => refuseUntranslatable(chat, 'gemini')).toThrow('prompt is a list.')
  expect(() => refuseUntranslatable(chat, 'openai-completions')).not.toThrow()
  expect(() => refuseUntranslatable({ ...chat, untranslatable: undefined }, 'gemini')).not.toThrow()
})
