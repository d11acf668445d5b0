import type { ReasoningWish } from '../chat.ts'
import { effortOfBudget } from '../effort.ts'
import { saidFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { nextEffort } from '../openai-models.ts'
import { shortName, type Encoding } from './encoding.ts'

/** How much the model shall think: `reasoning_effort`, or OpenRouter's object, which also takes tokens. */
export function encodeReasoning(wish: ReasoningWish | undefined, encoding: Encoding): Fields {
  if (wish === undefined) return {}
  const { own, quirks, notes } = encoding
  const native = wish.native?.dialect === 'openai-chat' ? wish.native.value : undefined
  if (own) {
    const said = native === undefined || !('reasoning' in native) ? wish.effort : undefined
    return { ...native, reasoning_effort: said === undefined ? undefined : fitEffort(said, encoding) }
  }
  if (quirks.reasoningBack === 'reasoning_details') return encodeObject(wish)
  const budget = wish.mode === 'off' ? undefined : wish.budgetTokens
  const effort = wish.effort ?? (budget === undefined ? undefined : effortOfBudget(budget))
  if (wish.mode === 'off' && effort === undefined) {
    if (quirks.efforts?.includes('none') === true) return { reasoning_effort: 'none' }
    notes.add(
      'that the model shall not think was left out: this form has no word for it that every model takes'
    )
    return {}
  }
  if (effort === undefined) return {}
  if (quirks.noReasoningEffort === true) {
    notes.add('reasoning_effort was left out: the model or its provider does not know it')
    return {}
  }
  return { reasoning_effort: fitEffort(effort, encoding) }
}

/** https://openrouter.ai/docs/guides/best-practices/reasoning-tokens: effort or tokens, never both. */
function encodeObject({ mode, effort, budgetTokens, show }: ReasoningWish): Fields {
  const exclude = show === false ? true : undefined
  if (mode === 'off') return { reasoning: { enabled: false } }
  if (budgetTokens !== undefined && budgetTokens > 0)
    return { reasoning: saidFields({ max_tokens: budgetTokens, exclude }) }
  if (effort !== undefined) return { reasoning: saidFields({ effort, exclude }) }
  const enabled = mode === undefined ? undefined : true
  return enabled === undefined && exclude === undefined ? {} : { reasoning: saidFields({ enabled, exclude }) }
}

/** The next stronger word that the server knows, or else its strongest. */
function fitEffort(effort: string, { quirks, notes }: Encoding): string {
  const fitted = nextEffort(effort, quirks.efforts)
  if (fitted !== effort)
    notes.add(`reasoning_effort ${shortName(effort)} became ${fitted}: this provider has no other word`)
  return fitted
}
