import type { Provider } from './provider.ts'

export const novita: Provider = {
  id: 'novita',
  name: 'Novita AI',
  aliases: [],
  about: 'More than a hundred open models at low prices.',
  // https://novita.ai/docs/api-reference/model-apis-llm-create-chat-completion, ...-create-completion
  dialects: ['openai-chat', 'openai-completions'],
  // The older https://api.novita.ai/v3/openai is served too (recorded, through Hugging Face's router).
  baseUrl: 'https://api.novita.ai/openai/v1',
  version: 'openai/v1',
  needsKey: true,
  keyUrl: 'https://novita.ai/settings/key-management',
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: 'novita'
}
