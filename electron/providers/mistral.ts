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
  // The same description has no `developer`, no `max_completion_tokens`, two words for the effort
  // (https://docs.mistral.ai/api), and "Tool call id was ... but must be a-z, A-Z, 0-9, with a length of 9" is what
  // other ids are answered with.
  quirks: {
    streamUsage: 'always',
    noDeveloperRole: true,
    maxTokensName: 'max_tokens',
    efforts: ['none', 'high'],
    shortToolIds: true
  },
  priceTable: 'mistral'
}
