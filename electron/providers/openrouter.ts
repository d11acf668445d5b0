import type { Provider } from './provider.ts'

export const openrouter: Provider = {
  id: 'openrouter',
  name: 'OpenRouter',
  aliases: [],
  about: 'Hundreds of models of many makers behind one key and one bill.',
  // Chat first: Responses is a beta there that keeps nothing.
  // https://openrouter.ai/docs/api/api-reference/anthropic-messages/create-messages,
  // https://openrouter.ai/docs/client-sdks/typescript/sdks/responses
  dialects: ['openai-chat', 'openai-responses', 'anthropic-messages', 'openai-completions'],
  baseUrl: 'https://openrouter.ai/api/v1',
  needsKey: true,
  keyUrl: 'https://openrouter.ai/settings/keys',
  // `models` lists fallbacks, `route: "fallback"` alone lets OpenRouter pick one, `preset` names settings kept on
  // their side that may choose the model.
  // https://openrouter.ai/docs/guides/routing/model-fallbacks, .../features/presets
  modelFields: ['models', 'route', 'preset'],
  // https://openrouter.ai/docs/features/prompt-caching,
  // https://openrouter.ai/docs/guides/best-practices/reasoning-tokens#preserving-reasoning
  quirks: { cacheControl: true, reasoningBack: 'reasoning_details', keepsNoResponses: true },
  priceTable: 'openrouter'
}
