import type { Provider } from './provider.ts'

export const openaiCompatible: Provider = {
  id: 'openai-compatible',
  name: 'OpenAI-compatible',
  aliases: [],
  about: 'Any other server that speaks the OpenAI chat API: give its URL, and a key if it wants one.',
  dialects: ['openai-chat'],
  baseUrl: null,
  needsKey: false,
  keyUrl: null,
  // What most such servers understand (https://platform.openai.com/docs/api-reference/chat of some years ago); thoughts
  // go back, since servers that show them (Moonshot, Z.ai, llama.cpp) want them within a turn that calls tools.
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens', reasoningBack: 'reasoning_content' },
  priceTable: null
}
