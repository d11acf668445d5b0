import type { Provider } from './provider.ts'

export const huggingface: Provider = {
  id: 'huggingface',
  name: 'Hugging Face',
  aliases: ['hf'],
  about: 'Open models of many providers behind one token: the router chooses, or `model:provider` does.',
  // https://huggingface.co/docs/inference-providers/tasks/chat-completion; its Responses are a beta and left out.
  dialects: ['openai-chat'],
  baseUrl: 'https://router.huggingface.co/v1',
  needsKey: true,
  keyUrl: 'https://huggingface.co/settings/tokens',
  // Behind it are Together, Nebius, Novita and others (recorded): what all of them understand.
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens' },
  // What a model costs is up to the provider that the router chooses.
  priceTable: null
}
