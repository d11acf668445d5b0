import type { Provider } from './provider.ts'

export const openaiCompatible: Provider = {
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  aliases: [],
  about: 'Any other server that speaks the OpenAI chat API: give its URL, and a key if it wants one.',
  dialects: ['openai-chat'],
  baseUrl: null,
  needsKey: false,
  keyUrl: null,
  priceTable: null
}
