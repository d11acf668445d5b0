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
  // Roles, `max_tokens` and the thoughts that it wants back within a turn that calls tools:
  // https://api-docs.deepseek.com/api/create-chat-completion, https://api-docs.deepseek.com/guides/thinking_mode
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens', reasoningBack: 'reasoning_content' },
  priceTable: 'deepseek'
}
