import type { Provider } from './provider.ts'

export const moonshot: Provider = {
  id: 'moonshot',
  name: 'Moonshot AI',
  aliases: ['kimi'],
  about: 'Kimi models, from Moonshot itself.',
  dialects: ['openai-chat'],
  // Keys of the Chinese platform work at https://api.moonshot.cn/v1 alone.
  baseUrl: 'https://api.moonshot.ai/v1',
  needsKey: true,
  keyUrl: 'https://platform.moonshot.ai/console/api-keys',
  // "thinking is enabled but reasoning_content is missing in assistant tool call message" is what a chat without its
  // thoughts is answered with (https://platform.moonshot.ai/docs/guide/use-kimi-k2-thinking-model); whether to think is
  // told by `thinking`, not by an effort (https://platform.moonshot.ai/docs/api/chat).
  quirks: {
    noDeveloperRole: true,
    maxTokensName: 'max_tokens',
    reasoningBack: 'reasoning_content',
    noReasoningEffort: true
  },
  priceTable: 'moonshot'
}
