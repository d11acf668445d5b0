import type { UsageReport } from './chat.ts'

/** Tiers that OpenAI's replies name; others' words for the usual one are `default`. */
const TIERS = new Set(['auto', 'default', 'flex', 'scale', 'priority', 'fast'])
const USUAL = new Set(['standard', 'on_demand', 'ondemand'])

/** The tier that served a reply, in OpenAI's words; undefined for one that it has no word for. */
export function writeServiceTier(
  tier: string | undefined,
  usage: UsageReport | undefined
): string | undefined {
  // A provider of these forms has its own words, which its own clients know.
  const isOwn = usage?.dialect === 'openai-chat' || usage?.dialect === 'openai-completions'
  if (tier === undefined || isOwn || TIERS.has(tier)) return tier
  return USUAL.has(tier.toLowerCase()) ? 'default' : undefined
}
