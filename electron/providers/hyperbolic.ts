import type { Provider } from './provider.ts'

export const hyperbolic: Provider = {
  id: 'hyperbolic',
  name: 'Hyperbolic',
  aliases: [],
  about: 'Open models on rented GPUs, at low prices.',
  // https://docs.hyperbolic.ai/docs/inference-api; https://docs.litellm.ai/docs/providers/hyperbolic says the same.
  dialects: ['openai-chat'],
  baseUrl: 'https://api.hyperbolic.xyz/v1',
  needsKey: true,
  keyUrl: 'https://app.hyperbolic.ai',
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: 'hyperbolic'
}
