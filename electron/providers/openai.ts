import type { Provider } from './provider.ts'

export const openai: Provider = {
  id: 'openai',
  name: 'OpenAI',
  aliases: [],
  about: 'GPT and o models, embeddings, images and speech, from OpenAI itself.',
  dialects: ['openai-chat'],
  baseUrl: 'https://api.openai.com/v1',
  needsKey: true,
  keyUrl: 'https://platform.openai.com/api-keys',
  priceTable: 'openai'
}
