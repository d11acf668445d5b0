import type { Provider } from './provider.ts'

export const openrouter: Provider = {
  id: 'openrouter',
  name: 'OpenRouter',
  aliases: [],
  about: 'Hundreds of models of many makers behind one key and one bill.',
  dialects: ['openai-chat'],
  baseUrl: 'https://openrouter.ai/api/v1',
  needsKey: true,
  keyUrl: 'https://openrouter.ai/settings/keys',
  // `models` lists fallbacks, `route: "fallback"` alone lets OpenRouter pick one, `preset` names settings kept on
  // their side that may choose the model.
  // https://openrouter.ai/docs/guides/routing/model-fallbacks, .../features/presets
  modelFields: ['models', 'route', 'preset'],
  priceTable: 'openrouter'
}
