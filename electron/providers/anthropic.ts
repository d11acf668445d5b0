import type { Provider } from './provider.ts'

export const anthropic: Provider = {
  id: 'anthropic',
  name: 'Anthropic',
  aliases: [],
  about: 'Claude models, from Anthropic itself.',
  // Its door for OpenAI's chat is "not production ready" (https://docs.claude.com/en/api/openai-sdk) and left out.
  dialects: ['anthropic-messages'],
  baseUrl: 'https://api.anthropic.com/v1',
  needsKey: true,
  keyUrl: 'https://console.anthropic.com/settings/keys',
  keyHeader: 'x-api-key',
  // https://docs.claude.com/en/api/versioning
  headers: { 'anthropic-version': '2023-06-01' },
  priceTable: 'anthropic'
}
