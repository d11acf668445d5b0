import type { Provider } from './provider.ts'

export const geminiCompatible: Provider = {
  id: 'gemini-compatible',
  name: 'Gemini-compatible',
  aliases: [],
  about: "Any other server that speaks Google's Gemini API: give its URL, and a key if it wants one.",
  dialects: ['gemini'],
  baseUrl: null,
  version: 'v1beta',
  needsKey: false,
  keyUrl: null,
  keyHeader: 'x-goog-api-key',
  // Some read `x-goog-api-key`, as Google's SDK sends it, others a bearer.
  bearerToo: true,
  priceTable: null
}
