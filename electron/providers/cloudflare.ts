import type { Provider } from './provider.ts'

export const cloudflare: Provider = {
  id: 'cloudflare',
  name: 'Cloudflare Workers AI',
  aliases: ['workers-ai'],
  about: "Open models on Cloudflare's network; the account's id is part of the URL.",
  // https://developers.cloudflare.com/workers-ai/configuration/open-ai-compatibility; Responses are for gpt-oss alone.
  dialects: ['openai-chat'],
  baseUrl: null,
  baseUrlExample: 'https://api.cloudflare.com/client/v4/accounts/ACCOUNT_ID/ai/v1',
  // https://developers.cloudflare.com/api/resources/ai/subresources/models/methods/list
  modelsPath: '../models/search?per_page=1000',
  needsKey: true,
  keyUrl: 'https://dash.cloudflare.com/profile/api-tokens',
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: 'cloudflare'
}
