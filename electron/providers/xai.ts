import type { Provider } from './provider.ts'

export const xai: Provider = {
  id: 'xai',
  name: 'xAI',
  aliases: [],
  about: 'Grok models, from xAI itself.',
  // Responses first: Chat Completions has no thoughts there and is called deprecated, as Messages is, which is left out
  // (https://docs.x.ai/developers/model-capabilities/text/comparison).
  dialects: ['openai-responses', 'openai-chat'],
  baseUrl: 'https://api.x.ai/v1',
  needsKey: true,
  keyUrl: 'https://console.x.ai',
  // Most of its models answer `reasoning_effort` with an error: https://docs.x.ai/docs/guides/reasoning
  quirks: { noDeveloperRole: true, noReasoningEffort: true },
  priceTable: 'xai'
}
