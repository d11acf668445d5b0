import { recordsOf, type Fields } from './json.ts'

/** What is said to a model whose answer is to be JSON, where nobody said the word. */
export const JSON_WORD = 'Answer in JSON.'
export const JSON_WORD_NOTE = `"${JSON_WORD}" was added: the provider wants the word where the answer is to be JSON`

/**
 * Whether a message's text has the word "json": OpenAI and DeepSeek refuse a wish for JSON without
 * (https://platform.openai.com/docs/guides/structured-outputs#json-mode). Data of pictures does not count.
 */
export function hasJsonWord(messages: readonly Fields[]): boolean {
  return messages.some(({ content }) =>
    typeof content === 'string'
      ? /json/i.test(content)
      : recordsOf(content).some(({ text }) => typeof text === 'string' && /json/i.test(text))
  )
}
