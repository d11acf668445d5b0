import type { ReasoningWish } from '../chat.ts'
import { budgetOfEffort } from '../effort.ts'
import type { Fields } from '../json.ts'
import type { Encoding } from './encoding.ts'

/**
 * Models that don't think, of those that Cohere has had (https://docs.cohere.com/docs/models); a name that is not known
 * is of a newer one, which may.
 */
const PLAIN =
  /^(?:command-r|command-a-(?:03|vision|translate)|command(?:-light)?(?:-nightly)?$|c4ai-|tiny-aya)/

export function thinks(model: string): boolean {
  return !PLAIN.test(model)
}

/** `thinking`, with a budget where an amount was said (https://docs.cohere.com/docs/reasoning). */
export function encodeThinking(wish: ReasoningWish | undefined, encoding: Encoding): Fields | undefined {
  if (wish === undefined) return undefined
  const { own, notes } = encoding
  if (wish.native?.dialect === 'cohere-chat') return wish.native.value
  const { mode, effort, budgetTokens } = wish
  if (mode === undefined && effort === undefined && budgetTokens === undefined) return undefined
  const isOff = mode === 'off' || effort === 'none' || budgetTokens === 0
  if (!own && !encoding.thinks) {
    if (!isOff) notes.add('the wish to think was left out: the model is none that thinks')
    return undefined
  }
  if (isOff) return { type: 'disabled' }
  const said = budgetTokens ?? (effort === undefined ? undefined : budgetOfEffort(effort))
  // Others' budgets below 0 leave the amount to the model.
  const budget = said !== undefined && said > 0 ? said : undefined
  return budget === undefined ? { type: 'enabled' } : { type: 'enabled', token_budget: budget }
}
