import type { ChatRequest } from './chat.ts'

/** What a model of OpenAI's refuses, by its name. */
export interface OpenaiRules {
  /** Whether it thinks; null for a name that is not known. */
  readonly thinks: boolean | null
  /** The words that its effort may have; undefined: any. */
  readonly efforts?: readonly string[] | undefined
  /**
   * Whether it takes `temperature`, `top_p` and log probabilities: `unless-thinking` is where the effort is `none`, which
   * is what 5.1, 5.2 and 5.4 have without a word.
   */
  readonly sampling: 'always' | 'unless-thinking' | 'never'
  readonly noEffortIsNone: boolean
  /** Whether several calls at once can be forbidden or allowed. */
  readonly parallelToolCalls: boolean
}

const UNKNOWN: OpenaiRules = {
  thinks: null,
  sampling: 'always',
  noEffortIsNone: false,
  parallelToolCalls: true
}
const PLAIN: OpenaiRules = { ...UNKNOWN, thinks: false }
const THINKING: OpenaiRules = { ...UNKNOWN, thinks: true, sampling: 'never' }

/**
 * By name, the first that fits. Sources: "temperature, top_p and logprobs are only supported when using GPT-5.2 with
 * reasoning effort set to none", older ones "will raise an error"
 * (https://platform.openai.com/docs/guides/latest-model#gpt-5-2-parameter-compatibility), the efforts of each model
 * (https://platform.openai.com/docs/api-reference/responses/create#responses-create-reasoning), and
 * https://platform.openai.com/docs/guides/reasoning. Models of the chat app are refused all temperatures but 1 from 5.1 on.
 */
const RULES: readonly (readonly [name: RegExp, rules: OpenaiRules])[] = [
  [/^(gpt-3\.5|gpt-4|chatgpt-4o|gpt-5-chat)/, PLAIN],
  [/^o[134](-|$)/, { ...THINKING, efforts: ['low', 'medium', 'high'], parallelToolCalls: false }],
  [/^gpt-5-pro/, { ...THINKING, efforts: ['high'] }],
  [/^gpt-5-codex/, { ...THINKING, efforts: ['low', 'medium', 'high'] }],
  [/^gpt-5(-|$)/, { ...THINKING, efforts: ['minimal', 'low', 'medium', 'high'] }],
  [/^gpt-5\.\d+-(chat|pro)/, THINKING],
  [/^gpt-5\.1-codex(-mini)?$/, { ...THINKING, efforts: ['low', 'medium', 'high'] }],
  [/^gpt-5\.\d+-codex/, { ...THINKING, efforts: ['low', 'medium', 'high', 'xhigh'] }],
  [/^gpt-5\.1(-|$)/, opened(['none', 'low', 'medium', 'high'], true)],
  [/^gpt-5\.[24](-|$)/, opened(['none', 'low', 'medium', 'high', 'xhigh'], true)],
  [/^(gpt-5\.\d|gpt-[6-9])/, opened(undefined, false)],
  [/^(codex-mini|computer-use)/, THINKING]
]

/** Models that sample freely while they don't think. */
function opened(efforts: readonly string[] | undefined, noEffortIsNone: boolean): OpenaiRules {
  return { ...UNKNOWN, thinks: true, sampling: 'unless-thinking', efforts, noEffortIsNone }
}

/** The rules for a model's name as OpenAI and Azure write it, fine-tuned ones included. */
export function rulesOfOpenai(model: string): OpenaiRules {
  const name = model.replace(/^ft:/, '')
  return RULES.find(([pattern]) => pattern.test(name))?.[1] ?? UNKNOWN
}

const RANKS: readonly string[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']

/** The effort itself where it is known, or the next stronger word that is, or the strongest. */
export function nextEffort(effort: string, known: readonly string[] | undefined): string {
  if (known === undefined || known.includes(effort)) return effort
  const rank = Math.max(RANKS.indexOf(effort), 1)
  return known.find((word) => RANKS.indexOf(word) >= rank) ?? known.at(-1) ?? effort
}

/**
 * A chat of another dialect without what the model refuses; `effort` is the one that it will be sent with. Left out
 * without a word is what changes nothing.
 */
export function withoutRefused(
  chat: ChatRequest,
  rules: OpenaiRules,
  effort: string | undefined,
  note: (sentence: string) => void
): ChatRequest {
  const samples =
    rules.sampling === 'always' ||
    (rules.sampling === 'unless-thinking' &&
      (effort === undefined ? rules.noEffortIsNone : effort === 'none'))
  const refused: Record<string, boolean> = {}
  const fitted: { -readonly [Name in keyof ChatRequest]: ChatRequest[Name] } = { ...chat }
  if (!samples) {
    refused['temperature'] = chat.temperature !== undefined && chat.temperature !== 1
    refused['top_p'] = chat.topP !== undefined && chat.topP !== 1
    refused['logprobs'] = chat.logprobs !== undefined
    Object.assign(fitted, { temperature: undefined, topP: undefined, logprobs: undefined })
  }
  if (rules.thinks === true) {
    refused['presence_penalty'] = (chat.presencePenalty ?? 0) !== 0
    refused['frequency_penalty'] = (chat.frequencyPenalty ?? 0) !== 0
    refused['stop'] = chat.stop !== undefined && chat.stop.length > 0
    Object.assign(fitted, { presencePenalty: undefined, frequencyPenalty: undefined, stop: undefined })
  }
  if (rules.thinks === false) {
    refused['verbosity'] = chat.verbosity !== undefined && chat.verbosity !== 'medium'
    fitted.verbosity = undefined
  }
  if (!rules.parallelToolCalls) {
    refused['parallel_tool_calls'] = chat.parallelToolCalls === false
    fitted.parallelToolCalls = undefined
  }
  for (const [name, isRefused] of Object.entries(refused))
    if (isRefused) note(`${name} was left out: the model takes none`)
  return fitted
}
