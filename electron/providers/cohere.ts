import type { Provider } from './provider.ts'

export const cohere: Provider = {
  id: 'cohere',
  name: 'Cohere',
  aliases: [],
  about: 'Command and Aya models, embeddings and rankings, from Cohere itself.',
  // https://docs.cohere.com/reference/chat; its door for OpenAI's clients (/compatibility/v1) has neither citations nor
  // plans (https://docs.cohere.com/docs/compatibility-api).
  dialects: ['cohere-chat'],
  baseUrl: 'https://api.cohere.com/v2',
  version: 'v2',
  // In the first version alone: https://docs.cohere.com/reference/list-models
  modelsPath: '../v1/models',
  needsKey: true,
  keyUrl: 'https://dashboard.cohere.com/api-keys',
  priceTable: 'cohere'
}
