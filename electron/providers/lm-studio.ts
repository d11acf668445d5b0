import type { Provider } from './provider.ts'

export const lmStudio: Provider = {
  id: 'lm-studio',
  name: 'LM Studio',
  aliases: ['lmstudio'],
  about: 'Models on your own machine, run by LM Studio.',
  // https://lmstudio.ai/docs/developer/openai-compat, .../anthropic-compat. Responses came with 0.3.29, Messages with
  // 0.4.1; an account of an older one may say in `dialects` what it speaks.
  dialects: ['openai-chat', 'openai-responses', 'anthropic-messages', 'openai-completions'],
  baseUrl: 'http://127.0.0.1:1234/v1',
  needsKey: false,
  keyUrl: null,
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: null
}
