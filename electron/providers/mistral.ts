import type { Provider } from './provider.ts'

export const mistral: Provider = {
  id: 'mistral',
  name: 'Mistral AI',
  aliases: [],
  about: 'Mistral, Codestral, Devstral and Magistral, from Mistral itself in Europe.',
  dialects: ['openai-chat'],
  baseUrl: 'https://api.mistral.ai/v1',
  needsKey: true,
  keyUrl: 'https://console.mistral.ai/api-keys',
  // Its API description has no `stream_options` and unknown fields are answered with 422 "Extra inputs are not
  // permitted"; every recorded stream carries usage in its last chunk without being asked.
  quirks: { streamUsage: 'always' },
  priceTable: 'mistral'
}
