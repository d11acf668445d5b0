import type { Provider } from './provider.ts'

export const nvidiaNim: Provider = {
  // Not `nvidia`: its own models are called `nvidia/...`, here and at others.
  id: 'nvidia-nim',
  name: 'NVIDIA NIM',
  aliases: ['nim'],
  about: "Open models on NVIDIA's own machines, with free credits to try them.",
  // https://docs.api.nvidia.com/nim/reference/llm-apis. Its containers have more doors
  // (https://docs.nvidia.com/nim/large-language-models/latest/reference/api-reference.html): an account of one may say so.
  dialects: ['openai-chat'],
  baseUrl: 'https://integrate.api.nvidia.com/v1',
  needsKey: true,
  keyUrl: 'https://build.nvidia.com/settings/api-keys',
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  // Trials are free of charge and limited; what a contract costs nobody lists.
  priceTable: null
}
