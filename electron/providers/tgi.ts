import type { Provider } from './provider.ts'

export const tgi: Provider = {
  id: 'tgi',
  name: 'Text Generation Inference',
  aliases: [],
  about: 'Models on your own server or a dedicated endpoint, run by Hugging Face TGI.',
  // https://huggingface.co/docs/text-generation-inference/messages_api
  dialects: ['openai-chat'],
  baseUrl: 'http://127.0.0.1:3000/v1',
  needsKey: false,
  keyUrl: null,
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: null
}
