import type { Provider } from './provider.ts'

export const vllm: Provider = {
  id: 'vllm',
  name: 'vLLM',
  aliases: [],
  about: 'Models on your own server, run by vLLM.',
  // Responses works with few models there; an account of a server where it does may say so in `dialects`.
  // https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html
  dialects: ['openai-chat', 'openai-completions'],
  baseUrl: 'http://127.0.0.1:8000/v1',
  needsKey: false,
  keyUrl: null,
  // Roles are a matter of the model's template, and most know no `developer`.
  quirks: { noDeveloperRole: true, reasoningBack: 'reasoning_content' },
  priceTable: null
}
