import type { Provider } from './provider.ts'

export const bedrock: Provider = {
  id: 'bedrock',
  name: 'AWS Bedrock',
  aliases: ['aws'],
  about:
    'Claude, Nova, Llama and others in your own AWS account, with a Bedrock API key or, by a file, keys of AWS.',
  // https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference.html
  dialects: ['bedrock-converse'],
  baseUrl: null,
  // https://docs.aws.amazon.com/general/latest/gr/bedrock.html
  baseUrlExample: 'https://bedrock-runtime.REGION.amazonaws.com',
  version: '',
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html
  modelsPath: 'foundation-models',
  awsService: 'bedrock',
  needsKey: true,
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
  keyUrl: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
  priceTable: 'bedrock'
}
