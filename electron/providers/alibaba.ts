import type { Provider } from './provider.ts'

export const alibaba: Provider = {
  id: 'alibaba',
  name: 'Alibaba Qwen',
  aliases: ['dashscope'],
  about: 'Qwen models, from Alibaba Cloud Model Studio (DashScope).',
  dialects: ['openai-chat'],
  // Singapore. Keys belong to a region: Beijing is https://dashscope.aliyuncs.com/compatible-mode/v1, Virginia
  // https://dashscope-us.aliyuncs.com/compatible-mode/v1, and newer workspaces have hosts of their own
  // (https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope).
  baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  version: 'compatible-mode/v1',
  needsKey: true,
  keyUrl: 'https://modelstudio.console.alibabacloud.com',
  // Thinking is `enable_thinking` and `thinking_budget`: https://www.alibabacloud.com/help/en/model-studio/deep-thinking
  quirks: { noDeveloperRole: true, maxTokensName: 'max_tokens', noReasoningEffort: true },
  priceTable: 'alibaba'
}
