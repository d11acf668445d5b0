import type { ReasoningWish } from '../chat.ts'
import { budgetOfEffort, effortOfBudget } from '../effort.ts'
import type { Fields } from '../json.ts'
import { modelGeneration, type ModelGeneration } from './model-generation.ts'
import type { Notes } from './notes.ts'

const RANKS = ['minimal', 'low', 'medium', 'high']

/**
 * `thinkingConfig` for a model (https://ai.google.dev/gemini-api/docs/thinking): a level since Gemini 3, a budget of
 * tokens for 2.5 and for names that say no generation, since both read budgets; nothing for what does not think.
 */
export function encodeThinking(
  wish: ReasoningWish | undefined,
  model: string,
  notes: Notes
): Fields | undefined {
  if (wish === undefined) return undefined
  if (wish.native?.dialect === 'gemini') return wish.native.value
  const generation = modelGeneration(model)
  if (generation.version !== null && generation.version < 2.5) {
    if (isOff(wish)) return undefined
    notes.add('reasoning was left out: this model does not think')
    return undefined
  }
  const isThird = generation.version !== null && generation.version >= 3
  const amount = isThird ? levelOf(wish, generation, notes) : budgetOf(wish, generation, notes)
  // Anthropic shows thoughts unless it is told not to, OpenAI where it is told to.
  const isShown = wish.show ?? (wish.summary !== undefined || wish.mode === 'on' || wish.mode === 'adaptive')
  const config = { ...amount, ...(isShown && !isOff(wish) ? { includeThoughts: true } : {}) }
  return Object.keys(config).length === 0 ? undefined : config
}

function isOff({ mode, effort, budgetTokens }: ReasoningWish): boolean {
  return mode === 'off' || effort === 'none' || (budgetTokens === 0 && effort === undefined)
}

/** The level for a wish; none where the amount is left to the model. */
function levelOf(wish: ReasoningWish, generation: ModelGeneration, notes: Notes): Fields {
  const levels = levelsOf(generation)
  const [least] = levels
  if (isOff(wish)) {
    notes.add('thinking could not be turned off: this model always thinks, its lowest level was asked for')
    return { thinkingLevel: least.toUpperCase() }
  }
  const effort =
    wish.effort ?? (wish.budgetTokens === undefined ? undefined : effortOfBudget(wish.budgetTokens))
  if (effort === undefined) return {}
  const rank = RANKS.indexOf(effort)
  // `xhigh`, `max` and words that are newer than this: the most.
  const wanted = rank < 0 ? RANKS.length - 1 : rank
  const level = levels.find((name) => RANKS.indexOf(name) >= wanted) ?? levels.at(-1) ?? least
  return { thinkingLevel: level.toUpperCase() }
}

/**
 * The levels that a model takes, from the least; any other is an error. 3.7 and 3.8 Flash know no `minimal`, no Pro does,
 * 3 Pro no `medium` either, and the models that make pictures know two
 * (https://ai.google.dev/gemini-api/docs/thinking#levels-budgets,
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/thinking).
 */
function levelsOf({ version, line, image }: ModelGeneration): readonly [string, ...string[]] {
  if (image) return line === 'pro' ? ['low', 'high'] : ['minimal', 'high']
  if (line === 'flash-lite') return ['minimal', 'low', 'medium', 'high']
  if (line === 'flash' && (version ?? 0) < 3.7) return ['minimal', 'low', 'medium', 'high']
  if (line === 'pro' && version === 3) return ['low', 'high']
  return ['low', 'medium', 'high']
}

/** Tokens for a wish, within what the model takes (https://ai.google.dev/gemini-api/docs/thinking#set-budget). */
function budgetOf(wish: ReasoningWish, generation: ModelGeneration, notes: Notes): Fields {
  const { least, most, canStop } = budgetsOf(generation)
  if (isOff(wish)) {
    if (canStop) return { thinkingBudget: 0 }
    notes.add('thinking could not be turned off: this model always thinks, its smallest budget was asked for')
    return { thinkingBudget: least }
  }
  const tokens = wish.budgetTokens ?? (wish.effort === undefined ? undefined : budgetOfEffort(wish.effort))
  if (tokens === undefined || tokens <= 0) return wish.mode === 'adaptive' ? { thinkingBudget: -1 } : {}
  const fitted = Math.min(most, Math.max(least, tokens))
  if (fitted !== wish.budgetTokens && wish.budgetTokens !== undefined)
    notes.add(`the thinking budget of ${tokens} tokens was made ${fitted}: the model takes no other`)
  return { thinkingBudget: fitted }
}

function budgetsOf({ version, line }: ModelGeneration): { least: number; most: number; canStop: boolean } {
  if (version !== null && line === 'pro') return { least: 128, most: 32_768, canStop: false }
  if (line === 'flash-lite') return { least: 512, most: 24_576, canStop: true }
  return { least: 1, most: version === null ? 32_768 : 24_576, canStop: true }
}
