import type { Provider } from './provider.ts'

export const ollama: Provider = {
  id: 'ollama',
  name: 'Ollama',
  aliases: [],
  about: 'Models on your own machine, run by Ollama.',
  // Newer ones also serve Responses (0.13.3) and Messages (0.14); an account of such a one may say so in `dialects`.
  dialects: ['openai-chat', 'openai-completions'],
  // Not `localhost`: Ollama listens on IPv4 only, and `localhost` is often IPv6 first.
  baseUrl: 'http://127.0.0.1:11434/v1',
  needsKey: false,
  keyUrl: null,
  // https://docs.ollama.com/api/openai-compatibility
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: null
}
