import type { Provider } from './provider.ts'

export const perplexity: Provider = {
  id: 'perplexity',
  name: 'Perplexity',
  aliases: [],
  about: 'Sonar models that search the web and name their sources.',
  // https://docs.perplexity.ai/docs/sonar/openai-compatibility; `/v1/responses` there is another API, the agents'.
  dialects: ['openai-chat'],
  // Chats lie at the root, without a version (the same page, and recorded); models do not (recorded).
  baseUrl: 'https://api.perplexity.ai',
  version: '',
  modelsPath: 'v1/models',
  needsKey: true,
  keyUrl: 'https://www.perplexity.ai/account/api/keys',
  // Usage comes in each chunk, unasked (recorded). Recorded replies bill a request by `search_context_size`, 0.005 to 0.006
  // USD at `low`; the price table has one fee a request, which is that of `high`.
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens', streamUsage: 'always' },
  priceTable: 'perplexity'
}
