import type { Provider } from './provider.ts'

export const openaiCompatible: Provider = {
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  aliases: [],
  about: 'Any other server that speaks the OpenAI chat API: give its URL, and a key if it wants one.',
  dialect: 'openai-chat',
  baseUrl: null,
  needsKey: false,
  keyUrl: null,
  streamUsage: 'ask',
  priceTable: null
}
