import type { Provider } from './provider.ts'

export const vllm: Provider = {
  id: 'vllm',
  name: 'vLLM',
  aliases: [],
  about: 'Models on your own server, run by vLLM.',
  dialects: ['openai-chat'],
  baseUrl: 'http://127.0.0.1:8000/v1',
  needsKey: false,
  keyUrl: null,
  priceTable: null
}
