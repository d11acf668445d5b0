import type { Provider } from './provider.ts'

export const deepinfra: Provider = {
  id: 'deepinfra',
  name: 'DeepInfra',
  aliases: [],
  about: 'Nearly two hundred open models at low prices.',
  // https://docs.deepinfra.com/chat/overview, https://deepinfra.com/docs/openai_api
  dialects: ['openai-chat', 'openai-completions'],
  baseUrl: 'https://api.deepinfra.com/v1/openai',
  version: 'v1/openai',
  needsKey: true,
  keyUrl: 'https://deepinfra.com/dash/api_keys',
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: 'deepinfra'
}
