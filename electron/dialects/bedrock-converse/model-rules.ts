import { rulesOf, type ModelRules } from '../claude-rules.ts'

/** What a model on Bedrock takes, by its id: `us.anthropic.claude-...`, `amazon.nova-pro-v1:0`, an ARN with one in it. */
export interface ConverseRules {
  readonly family: 'claude' | 'nova' | 'nova-2' | 'gpt-oss' | 'mistral' | 'other'
  /** Claude's own rules, which are the same here. */
  readonly claude: ModelRules | null
  /** Knows cache points, and whether tools take them too (https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html). */
  readonly caches: 'all' | 'not-tools' | 'no'
  /** Goes on with an answer that the last message began. */
  readonly prefill: boolean
  /** Says of a result that it is an error (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolResultBlock.html). */
  readonly resultStatus: boolean
}

const OTHERS: ConverseRules = {
  family: 'other',
  claude: null,
  caches: 'no',
  prefill: false,
  resultStatus: false
}

export function converseRulesOf(model: string): ConverseRules {
  const name = model.toLowerCase()
  if (name.includes('claude')) {
    const claude = rulesOf(name)
    return { family: 'claude', claude, caches: 'all', prefill: claude.prefill, resultStatus: true }
  }
  if (name.includes('nova')) {
    const family = /nova-(?:2|premier-2)/.test(name) ? 'nova-2' : 'nova'
    return { ...OTHERS, family, caches: 'not-tools', prefill: true, resultStatus: true }
  }
  if (name.includes('gpt-oss')) return { ...OTHERS, family: 'gpt-oss' }
  return /mistral|mixtral|pixtral|magistral/.test(name) ? { ...OTHERS, family: 'mistral' } : OTHERS
}
