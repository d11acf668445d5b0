import type { Provider } from './provider.ts'

export const zai: Provider = {
  id: 'zai',
  name: 'Z.ai',
  aliases: [],
  about: 'GLM models, from Z.ai (Zhipu) itself.',
  // https://docs.z.ai/api-reference/llm/chat-completion
  dialects: ['openai-chat'],
  // Coding plans have another path: https://api.z.ai/api/coding/paas/v4 (https://docs.z.ai/devpack/overview).
  baseUrl: 'https://api.z.ai/api/paas/v4',
  version: 'v4',
  needsKey: true,
  keyUrl: 'https://z.ai/manage-apikey/apikey-list',
  // Thoughts go back as they came, and `reasoning_effort` is taken (both recorded).
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens', reasoningBack: 'reasoning_content' },
  priceTable: 'zai'
}
