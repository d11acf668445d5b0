import type { Provider } from './provider.ts'

export const sambanova: Provider = {
  id: 'sambanova',
  name: 'SambaNova',
  aliases: [],
  about: 'Open models at high speed, on chips of their own.',
  // Responses and Messages work with few models there: https://docs.sambanova.ai/docs/en/features/responses,
  // https://docs.sambanova.ai/docs/en/features/messages. An account that uses those may say so in `dialects`.
  dialects: ['openai-chat'],
  baseUrl: 'https://api.sambanova.ai/v1',
  needsKey: true,
  keyUrl: 'https://cloud.sambanova.ai/apis',
  // https://docs.sambanova.ai/docs/en/features/openai-compatibility
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: 'sambanova'
}
