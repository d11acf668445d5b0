import { assertNever } from '../../shared/assert-never.ts'
import type { ChatRequest, Message, ReasoningWish } from './chat.ts'
import { budgetOfEffort, effortOfBudget } from './effort.ts'
import { ownFields } from './field-reader.ts'
import { fieldsOf, type Fields } from './json.ts'
import type { Note } from './note.ts'
import type { ModelRules } from './claude-rules.ts'

/** The fields `thinking` and `output_config.effort`. */
export interface ThinkingPlan {
  readonly thinking?: Fields | undefined
  readonly effort?: string | undefined
}

/** What decides on the thinking besides the wish. */
export interface ThinkingCircumstances {
  readonly rules: ModelRules
  readonly maxTokens: number | undefined
  /** As they will be sent. */
  readonly messages: readonly Message[]
}

/** The least that the API takes. */
const LEAST = 1024
/** Tokens for a wish that names no amount: what `medium` is. */
const USUAL = 8192

/**
 * How the model shall think. Up to Claude 4.6 that is a number of tokens, which must be less than `max_tokens`; newer
 * models decide themselves, guided by an effort. Of the two only the first (`enabled`) is bound to the conversation:
 * there a turn that calls tools must begin with its signed thoughts, tools can't be forced, and the answer can't be begun
 * by the client; where that isn't so, thinking is left off, or the API would refuse the request. Adaptive thinking has
 * none of these conditions (https://platform.claude.com/docs/en/build-with-claude/thinking).
 */
export function planThinking(chat: ChatRequest, where: ThinkingCircumstances, note: Note): ThinkingPlan {
  const plan = chat.from === 'anthropic-messages' ? asItCame(chat) : wishedPlan(chat.reasoning, where, note)
  const hindrance = plan.thinking?.['type'] === 'enabled' ? hindranceOf(chat, where.messages) : null
  if (hindrance === null) return plan
  note(`thinking was left off: ${hindrance}`)
  return { effort: plan.effort }
}

function asItCame({ reasoning, extra }: ChatRequest): ThinkingPlan {
  const rest = fieldsOf(ownFields('anthropic-messages', extra)['thinking'])
  const type = reasoning?.mode === undefined ? undefined : TYPES[reasoning.mode]
  if (type === undefined && rest === undefined) return { effort: reasoning?.effort }
  return {
    thinking: { type, budget_tokens: reasoning?.budgetTokens, display: displayOf(reasoning), ...rest },
    effort: reasoning?.effort
  }
}

const TYPES = { on: 'enabled', off: 'disabled', adaptive: 'adaptive' } as const

function displayOf(reasoning: ReasoningWish | undefined): string | undefined {
  if (reasoning?.show === undefined) return undefined
  return reasoning.show ? 'summarized' : 'omitted'
}

function wishedPlan(
  wish: ReasoningWish | undefined,
  { rules, maxTokens }: ThinkingCircumstances,
  note: Note
): ThinkingPlan {
  if (wish === undefined || !saysAnything(wish)) return {}
  if (wish.mode === 'off' || wish.effort === 'none' || wish.budgetTokens === 0) return offPlan(rules, note)
  switch (rules.thinking) {
    case 'none':
      note('reasoning was left out: this model does not think')
      return {}
    case 'adaptive':
      return adaptivePlan(wish, rules, note)
    case 'budget':
      return { thinking: budgetPlan(wish, maxTokens, note) }
    default:
      return assertNever(rules.thinking)
  }
}

function saysAnything({ mode, effort, budgetTokens, show, summary }: ReasoningWish): boolean {
  return (
    mode !== undefined ||
    effort !== undefined ||
    budgetTokens !== undefined ||
    show === true ||
    summary !== undefined
  )
}

function offPlan(rules: ModelRules, note: Note): ThinkingPlan {
  if (rules.thinksAlways) {
    note('reasoning could not be turned off: this model always thinks, so it was asked for low effort')
    return { effort: 'low' }
  }
  return rules.thinksUnasked ? { thinking: { type: 'disabled' } } : {}
}

/** `low`, `medium`, `high` and `max` are known from the first adaptive models on. */
function adaptivePlan(wish: ReasoningWish, rules: ModelRules, note: Note): ThinkingPlan {
  const { effort, budgetTokens } = wish
  const hidden = wish.show === false ? 'omitted' : undefined
  const thinking = {
    type: 'adaptive',
    // Clients of other dialects show what thoughts they get.
    display: hidden ?? (rules.hidesThoughts ? 'summarized' : undefined)
  }
  if (effort === undefined && budgetTokens === undefined) return { thinking }
  if (effort === undefined && budgetTokens !== undefined) {
    if (budgetTokens < 0) return { thinking }
    const said = effortOfBudget(budgetTokens)
    note(`a thinking budget of ${budgetTokens} tokens became the effort ${said}: this model takes no budget`)
    return { thinking, effort: said }
  }
  const word = effort === 'minimal' ? 'low' : effort === 'xhigh' && !rules.xhigh ? 'max' : effort
  return { thinking, effort: word }
}

function budgetPlan(wish: ReasoningWish, maxTokens: number | undefined, note: Note): Fields | undefined {
  const asked =
    wish.budgetTokens ?? (wish.effort === undefined ? USUAL : budgetOfEffort(wish.effort)) ?? USUAL
  const wanted = asked < 0 ? USUAL : Math.max(LEAST, asked)
  if (maxTokens === undefined) return { type: 'enabled', budget_tokens: wanted }
  if (maxTokens <= LEAST) {
    note(`thinking was left off: it takes at least ${LEAST} tokens, and max_tokens is ${maxTokens}`)
    return undefined
  }
  // A quarter of the limit is left for the answer.
  const room = Math.max(LEAST, Math.floor(maxTokens * 0.75))
  if (wanted > room) note(`the thinking budget was cut to ${room} tokens: max_tokens is ${maxTokens}`)
  return { type: 'enabled', budget_tokens: Math.min(wanted, room) }
}

function hindranceOf(chat: ChatRequest, messages: readonly Message[]): string | null {
  const own = chat.from === 'anthropic-messages'
  const { toolChoice } = chat
  const forced = toolChoice?.type === 'tool' || toolChoice?.type === 'required'
  if (!own && (forced || (toolChoice?.type === 'allowed' && toolChoice.required))) {
    return 'with it, a tool can not be forced'
  }
  if (!own && messages.at(-1)?.role === 'assistant') return 'with it, a client can not begin the answer'
  const turn = own ? wholeTurn(messages) : lastMessage(messages)
  const [first] = turn
  if (!turn.some(({ type }) => type === 'tool-call') || first?.type === 'reasoning') return null
  return 'the last turn that called tools does not begin with thoughts that Anthropic signed'
}

/**
 * The assistant's last message where results of tools stand behind it; empty elsewhere. Within a turn, thoughts come
 * only at its beginning, unless a beta header asks for more, so that leaving them off later loses nothing.
 */
function lastMessage(messages: readonly Message[]): Message['parts'] {
  const at = messages.findLastIndex(({ role }) => role === 'assistant')
  return hasResults(messages.slice(at + 1)) ? (messages[at]?.parts ?? []) : []
}

/** All that the assistant said since the user did, where results of tools are the last; empty elsewhere. */
function wholeTurn(messages: readonly Message[]): Message['parts'] {
  if (!hasResults(messages.slice(-1))) return []
  const asked = messages.findLastIndex((message) => message.role === 'user' && !hasResults([message]))
  return messages.slice(asked + 1).flatMap(({ role, parts }) => (role === 'assistant' ? parts : []))
}

function hasResults(messages: readonly Message[]): boolean {
  return messages.some(({ parts }) => parts.some(({ type }) => type === 'tool-result'))
}
