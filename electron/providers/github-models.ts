import type { Provider } from './provider.ts'

export const githubModels: Provider = {
  id: 'github-models',
  name: 'GitHub Models',
  aliases: ['github'],
  about: 'Models of many makers with a GitHub token, free within narrow limits.',
  // https://docs.github.com/en/rest/models/inference; what an organisation pays goes to
  // https://models.github.ai/orgs/ORG/inference.
  dialects: ['openai-chat'],
  baseUrl: 'https://models.github.ai/inference',
  version: '',
  // https://docs.github.com/en/rest/models/catalog
  modelsPath: '/catalog/models',
  needsKey: true,
  // With the permission `models: read`.
  keyUrl: 'https://github.com/settings/personal-access-tokens',
  headers: { 'x-github-api-version': '2022-11-28' },
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: null
}
