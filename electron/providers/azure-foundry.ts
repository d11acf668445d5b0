import type { Provider } from './provider.ts'

export const azureFoundry: Provider = {
  id: 'azure-foundry',
  name: 'Azure AI Foundry',
  aliases: ['azure-ai'],
  about: 'Models of many makers (DeepSeek, Grok, Llama, Mistral) in your own Foundry resource.',
  // The v1 API of Azure OpenAI at another host (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle,
  // recorded). Chat first, since models of other makers know no Responses. Recorded chats went to the older
  // `/models/chat/completions?api-version=...`, which is retired.
  dialects: ['openai-chat', 'openai-responses'],
  baseUrl: null,
  baseUrlExample: 'https://RESOURCE.services.ai.azure.com/openai/v1',
  version: 'openai/v1',
  needsKey: true,
  keyUrl: 'https://ai.azure.com',
  keyHeader: 'api-key',
  quirks: { noDeveloperRole: true },
  priceTable: 'azure'
}
