import type { Provider } from './provider.ts'

export const xai: Provider = {
  id: 'xai',
  name: 'xAI',
  aliases: [],
  about: 'Grok models, from xAI itself.',
  dialects: ['openai-chat'],
  baseUrl: 'https://api.x.ai/v1',
  needsKey: true,
  keyUrl: 'https://console.x.ai',
  priceTable: 'xai'
}
