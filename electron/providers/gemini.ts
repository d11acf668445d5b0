import type { Provider } from './provider.ts'

export const gemini: Provider = {
  id: 'gemini',
  name: 'Google Gemini',
  aliases: ['google'],
  about: 'Gemini models, from Google AI Studio.',
  dialects: ['gemini'],
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
  version: 'v1beta',
  needsKey: true,
  keyUrl: 'https://aistudio.google.com/apikey',
  // https://ai.google.dev/gemini-api/docs/api-key
  keyHeader: 'x-goog-api-key',
  priceTable: 'gemini'
}
