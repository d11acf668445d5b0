import type { Provider } from './provider.ts'

export const azureOpenai: Provider = {
  id: 'azure-openai',
  name: 'Azure OpenAI',
  aliases: ['azure'],
  about: "OpenAI's models in your own Azure resource; models are called as their deployments are.",
  // Its v1 API, which needs no `api-version`: https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle.
  // Responses first, as at OpenAI itself.
  dialects: ['openai-responses', 'openai-chat'],
  baseUrl: null,
  baseUrlExample: 'https://RESOURCE.openai.azure.com/openai/v1',
  version: 'openai/v1',
  needsKey: true,
  keyUrl: 'https://portal.azure.com',
  keyHeader: 'api-key',
  // It lists all models that the resource may deploy, not the deployments: name those on the account.
  quirks: { customTools: true },
  priceTable: 'azure'
}
