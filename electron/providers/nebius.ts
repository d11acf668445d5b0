import type { Provider } from './provider.ts'

export const nebius: Provider = {
  id: 'nebius',
  name: 'Nebius Token Factory',
  aliases: [],
  about: 'Open models from data centres in Europe and the United States.',
  // https://docs.tokenfactory.nebius.com/api-reference/introduction
  dialects: ['openai-chat'],
  // Called AI Studio before: https://api.studio.nebius.com/v1.
  baseUrl: 'https://api.tokenfactory.nebius.com/v1',
  needsKey: true,
  keyUrl: 'https://tokenfactory.nebius.com',
  // Served by vLLM (its recorded replies have `kv_transfer_params`): roles are a matter of the model's template.
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  priceTable: 'nebius'
}
