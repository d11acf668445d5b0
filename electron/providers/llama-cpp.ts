import type { Provider } from './provider.ts'

export const llamaCpp: Provider = {
  id: 'llama-cpp',
  name: 'llama.cpp',
  aliases: ['llamacpp'],
  about: 'Models on your own machine, run by llama-server.',
  // It has doors for Responses and Messages as well, which it turns into chats itself: "no strong claims of
  // compatibility" (https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md).
  dialects: ['openai-chat', 'openai-completions'],
  baseUrl: 'http://127.0.0.1:8080/v1',
  needsKey: false,
  keyUrl: null,
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens', reasoningBack: 'reasoning_content' },
  priceTable: null
}
