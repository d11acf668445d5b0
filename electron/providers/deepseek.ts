import type { Provider } from './provider.ts'

export const deepseek: Provider = {
  id: 'deepseek',
  name: 'DeepSeek',
  aliases: [],
  about: 'DeepSeek chat and reasoning models, from DeepSeek itself.',
  dialects: ['openai-chat'],
  // Both with and without `/v1` are served (recorded); the version says nothing about the model.
  baseUrl: 'https://api.deepseek.com/v1',
  needsKey: true,
  keyUrl: 'https://platform.deepseek.com/api_keys',
  // Asked or not, usage comes in the chunk with the finish reason, not in one of its own (recorded).
  priceTable: 'deepseek'
}
