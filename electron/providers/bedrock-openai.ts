import type { Provider } from './provider.ts'

export const bedrockOpenai: Provider = {
  id: 'bedrock-openai',
  name: 'AWS Bedrock, OpenAI door',
  aliases: [],
  about:
    'Open models in your own AWS account, with a Bedrock API key. Claude and Nova are not behind this door.',
  // https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html
  dialects: ['openai-chat'],
  baseUrl: null,
  baseUrlExample: 'https://bedrock-runtime.REGION.amazonaws.com/openai/v1',
  version: 'openai/v1',
  needsKey: true,
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
  keyUrl: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
  quirks: { noDeveloperRole: true },
  priceTable: 'bedrock'
}
