import type { Provider } from './provider.ts'

export const cohere: Provider = {
  id: 'cohere',
  name: 'Cohere',
  aliases: [],
  about: 'Command models, from Cohere itself.',
  // Its door for OpenAI's clients: https://docs.cohere.com/docs/compatibility-api
  dialects: ['openai-chat'],
  baseUrl: 'https://api.cohere.ai/compatibility/v1',
  version: 'compatibility/v1',
  // https://docs.cohere.com/reference/list-models
  modelsPath: '../../v1/models?page_size=1000',
  needsKey: true,
  keyUrl: 'https://dashboard.cohere.com/api-keys',
  // Two words for the effort, `max_tokens`, and a `developer`: the same page.
  quirks: { maxTokensName: 'max_tokens', efforts: ['none', 'high'] },
  priceTable: 'cohere'
}
