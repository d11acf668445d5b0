import type { Provider } from './provider.ts'

export const ollama: Provider = {
  id: 'ollama',
  name: 'Ollama',
  aliases: [],
  about: 'Models on your own machine, run by Ollama.',
  dialects: ['openai-chat'],
  // Not `localhost`: Ollama listens on IPv4 only, and `localhost` is often IPv6 first.
  baseUrl: 'http://127.0.0.1:11434/v1',
  needsKey: false,
  keyUrl: null,
  priceTable: null
}
