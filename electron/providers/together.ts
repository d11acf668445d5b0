import type { Provider } from './provider.ts'

export const together: Provider = {
  id: 'together',
  name: 'Together AI',
  aliases: [],
  about: 'More than a hundred open models behind one key.',
  // https://docs.together.ai/reference/completions-1
  dialects: ['openai-chat', 'openai-completions'],
  baseUrl: 'https://api.together.xyz/v1',
  needsKey: true,
  keyUrl: 'https://api.together.ai/settings/api-keys',
  // Undocumented but accepted: clients that always send `stream_options` work with it (FlowiseAI/Flowise#2866).
  // https://docs.together.ai/reference/chat-completions-1
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: 'together'
}
