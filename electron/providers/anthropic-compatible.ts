import type { Provider } from './provider.ts'

export const anthropicCompatible: Provider = {
  id: 'anthropic-compatible',
  name: 'Anthropic-compatible',
  aliases: [],
  about: "Any other server that speaks Anthropic's Messages API: give its URL, and a key if it wants one.",
  dialects: ['anthropic-messages'],
  baseUrl: null,
  needsKey: false,
  keyUrl: null,
  keyHeader: 'x-api-key',
  // Some read `x-api-key`, as Anthropic's SDK sends it, others the bearer that Claude Code sends.
  bearerToo: true,
  headers: { 'anthropic-version': '2023-06-01' },
  priceTable: null
}
