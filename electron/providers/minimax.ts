import type { Provider } from './provider.ts'

export const minimax: Provider = {
  id: 'minimax',
  name: 'MiniMax',
  aliases: [],
  about: 'MiniMax models, from MiniMax itself.',
  // https://platform.minimax.io/docs/api-reference/text-openai-api; thoughts stand in the text, in <think>. The Chinese
  // platform is https://api.minimaxi.com/v1.
  dialects: ['openai-chat'],
  baseUrl: 'https://api.minimax.io/v1',
  needsKey: true,
  keyUrl: 'https://platform.minimax.io/user-center/basic-information/interface-key',
  // The same page knows no effort; `max_tokens` is called deprecated in its reference.
  quirks: { noDeveloperRole: true, noReasoningEffort: true },
  priceTable: 'minimax'
}
