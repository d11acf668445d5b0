import type { Provider } from './provider.ts'

export const fireworks: Provider = {
  id: 'fireworks',
  name: 'Fireworks AI',
  aliases: [],
  about: 'Open models, tuned for speed, and your own fine-tuned ones.',
  // https://docs.fireworks.ai/tools-sdks/openai-compatibility; its door for Anthropic's clients lies at another path.
  dialects: ['openai-chat', 'openai-completions'],
  baseUrl: 'https://api.fireworks.ai/inference/v1',
  needsKey: true,
  keyUrl: 'https://app.fireworks.ai/settings/users/api-keys',
  // The same page: usage comes in a stream's last chunk unasked. Asked for, it was an error: "Extra inputs are not
  // permitted, field: 'stream_options'" (FlowiseAI/Flowise#2866). Thoughts: https://docs.fireworks.ai/guides/reasoning
  quirks: {
    noDeveloperRole: true,
    maxTokensName: 'max_tokens',
    streamUsage: 'always',
    reasoningBack: 'reasoning_content'
  },
  priceTable: 'fireworks'
}
