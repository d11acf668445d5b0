import { encodeSampling } from '../encode-claude-sampling.ts'
import { planThinking } from '../plan-claude-thinking.ts'
import type { ChatRequest, Message } from '../chat.ts'
import { budgetOfEffort, effortOfBudget } from '../effort.ts'
import { saidFields } from '../field-reader.ts'
import { numberOf, type Fields } from '../json.ts'
import type { ConverseRules } from './model-rules.ts'
import type { Note } from '../note.ts'
import { ofBedrock } from './of-bedrock.ts'

/** What each model's makers call it stands beside what all models have. */
export interface ModelFields {
  /** `temperature`, `topP` and `maxTokens` of `inferenceConfig`. */
  readonly inference: Fields
  /** `additionalModelRequestFields`; undefined for none. */
  readonly more: Fields | undefined
}

/** Room for the answer behind the thoughts, where the client names no limit. */
const ANSWER_TOKENS = 8192

/**
 * Sampling and thinking as the model's family wants them
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html). Claude's rules are those that it has at
 * Anthropic.
 */
export function encodeModelFields(
  chat: ChatRequest,
  messages: readonly Message[],
  rules: ConverseRules,
  note: Note
): ModelFields {
  const maxTokens = chat.maxOutputTokens === undefined ? undefined : Math.floor(chat.maxOutputTokens)
  if (rules.claude !== null)
    return claudeFields(chat, messages, { ...rules, claude: rules.claude }, maxTokens, note)
  const inference = saidFields({ maxTokens, temperature: clamped(chat.temperature, note), topP: chat.topP })
  const more = { ...thinkingOf(chat, rules, note), ...topKOf(chat, rules, note) }
  return { inference, more: Object.keys(more).length === 0 ? undefined : more }
}

function claudeFields(
  chat: ChatRequest,
  messages: readonly Message[],
  { claude }: { readonly claude: NonNullable<ConverseRules['claude']> },
  maxTokens: number | undefined,
  note: Note
): ModelFields {
  const told = ofBedrock(note)
  // A chat of Anthropic's own dialect says its wish in Claude's words already.
  const { thinking, effort } = planThinking(chat, { rules: claude, maxTokens, messages }, told)
  const thinks = thinking !== undefined && thinking['type'] !== 'disabled'
  const { top_p: topP, temperature, top_k: topK } = encodeSampling(chat, claude, thinks, told)
  const budget = numberOf(thinking?.['budget_tokens'])
  const limit = maxTokens ?? (budget === undefined ? undefined : budget + ANSWER_TOKENS)
  const more = saidFields({
    thinking: thinking === undefined ? undefined : saidFields(thinking),
    output_config: effort === undefined ? undefined : { effort },
    top_k: topK
  })
  return {
    inference: saidFields({ maxTokens: limit, temperature, topP }),
    more: Object.keys(more).length === 0 ? undefined : more
  }
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InferenceConfiguration.html */
function clamped(temperature: number | undefined, note: Note): number | undefined {
  if (temperature === undefined || temperature <= 1) return temperature
  note(`temperature ${temperature} became 1: Bedrock takes no more`)
  return 1
}

function thinkingOf({ reasoning }: ChatRequest, { family }: ConverseRules, note: Note): Fields {
  if (reasoning === undefined) return {}
  const { mode, effort, budgetTokens } = reasoning
  const isOff = mode === 'off' || effort === 'none' || budgetTokens === 0
  const said = effort ?? (budgetTokens === undefined ? undefined : effortOfBudget(budgetTokens))
  const level = levelOf(said)
  if (isOff) return {}
  // https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-openai.html
  if (family === 'gpt-oss') return level === undefined ? {} : { reasoning_effort: level }
  // https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html
  if (family === 'nova-2')
    return { reasoningConfig: { type: 'enabled', maxReasoningEffort: level ?? 'medium' } }
  if (said !== undefined || mode !== undefined) {
    note('reasoning was left out: Bedrock has no field for it with this model')
  }
  return {}
}

/** `low`, `medium` or `high` for any word. */
function levelOf(effort: string | undefined): string | undefined {
  if (effort === undefined) return undefined
  const word = effortOfBudget(budgetOfEffort(effort) ?? 8192)
  return word === 'none' ? 'low' : word
}

function topKOf({ topK }: ChatRequest, { family }: ConverseRules, note: Note): Fields {
  if (topK === undefined) return {}
  if (family === 'nova' || family === 'nova-2') return { inferenceConfig: { topK } }
  if (family === 'mistral') return { top_k: topK }
  note('top_k was left out: Bedrock has no field for it with this model')
  return {}
}
