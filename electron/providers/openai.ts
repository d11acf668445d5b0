import type { Provider } from './provider.ts'

export const openai: Provider = {
  id: 'openai',
  name: 'OpenAI',
  aliases: [],
  about: 'GPT and o models, embeddings, images and speech, from OpenAI itself.',
  // Responses first, since Chat Completions neither shows what its models think nor takes it back.
  dialects: ['openai-responses', 'openai-chat', 'openai-completions'],
  baseUrl: 'https://api.openai.com/v1',
  needsKey: true,
  keyUrl: 'https://platform.openai.com/api-keys',
  // https://platform.openai.com/docs/guides/function-calling#custom-tools
  quirks: { customTools: true },
  // https://platform.openai.com/docs/api-reference/moderations/create
  defaultModels: { moderation: 'omni-moderation-latest' },
  priceTable: 'openai'
}
