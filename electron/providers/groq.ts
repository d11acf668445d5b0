import type { Provider } from './provider.ts'

export const groq: Provider = {
  id: 'groq',
  name: 'Groq',
  aliases: [],
  about: 'Open models at high speed, with a free tier.',
  // Its Responses door refuses fields that clients always send, such as `include` and `store`
  // (https://console.groq.com/docs/responses-api#unsupported-features), so those are translated.
  dialects: ['openai-chat'],
  baseUrl: 'https://api.groq.com/openai/v1',
  needsKey: true,
  keyUrl: 'https://console.groq.com/keys',
  // Unasked, usage hides in `x_groq.usage` of the last chunk (recorded); asked, it is where OpenAI has it.
  quirks: { noDeveloperRole: true },
  priceTable: 'groq'
}
