import type { Provider } from './provider.ts'

export const cerebras: Provider = {
  id: 'cerebras',
  name: 'Cerebras',
  aliases: ['cbrs'],
  about: 'Open models at thousands of tokens a second, on wafer-scale chips.',
  // https://inference-docs.cerebras.ai/api-reference/completions
  dialects: ['openai-chat', 'openai-completions'],
  baseUrl: 'https://api.cerebras.ai/v1',
  needsKey: true,
  keyUrl: 'https://cloud.cerebras.ai',
  // How Cerebras tells integrations from one another: the bare name of each, as Flowise and opencode send it.
  headers: { 'X-Cerebras-3rd-Party-Integration': 'gatehouse' },
  // Its own SDK has `stream_options.include_usage` (cerebras-cloud-sdk-node, chat/completions.ts).
  quirks: { noDeveloperRole: true },
  priceTable: 'cerebras'
}
