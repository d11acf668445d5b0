/** What a model takes, by its name; other providers' models behind this API follow the rules of the older ones. */
export interface ModelRules {
  /** `budget`: `{type: 'enabled', budget_tokens}`; `adaptive`: `{type: 'adaptive'}` and `output_config.effort`. */
  readonly thinking: 'none' | 'budget' | 'adaptive'
  /** Thinks where nothing is said of it, so that it must be told not to. */
  readonly thinksUnasked: boolean
  /** Can't be told not to think. */
  readonly thinksAlways: boolean
  /** Shows its thoughts only where `display` asks for them. */
  readonly hidesThoughts: boolean
  /** Knows the effort `xhigh`; else `max` stands for it. */
  readonly xhigh: boolean
  /** Takes `temperature`, `top_p` and `top_k`. */
  readonly sampling: boolean
  /** Takes `temperature` and `top_p` together. */
  readonly samplingPairs: boolean
  /** Takes `output_config.format`; `unsure` where the name says nothing. */
  readonly schemas: 'yes' | 'no' | 'unsure'
  /** Goes on with an answer that the last message began. */
  readonly prefill: boolean
  /** The limit that a request gets which has none. */
  readonly defaultMaxTokens: number
  /**
   * Whether a prompt and `max_tokens` may be more than the context window together: the answer then ends at the window.
   * Older models refuse such a request.
   */
  readonly limitMayOverrun: boolean
}

/**
 * The rules by model, from
 * - https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking: from 4.6 on adaptive thinking, from 4.7 on
 *   nothing else; hidden thoughts from 4.7 on; on unasked from 5 on, always on in Fable, Mythos and Opus 5.5
 * - https://platform.claude.com/docs/en/about-claude/models/whats-new-claude-4-7: no sampling parameters from 4.7 on,
 *   and the effort `xhigh`
 * - https://platform.claude.com/docs/en/about-claude/models/whats-new-claude-4-6: no beginning of the answer from 4.6 on
 * - https://platform.claude.com/docs/en/build-with-claude/structured-outputs: schemas from 4.5 on
 * - https://docs.claude.com/en/docs/about-claude/models/migrating-to-claude-4: not `temperature` and `top_p` together
 *   from 4.1 on
 * - https://docs.claude.com/en/docs/build-with-claude/context-windows: where the limit may overrun, from 4.5 on
 * - https://docs.claude.com/en/docs/about-claude/models/overview: the most output by model
 */
export function rulesOf(model: string): ModelRules {
  const named = versionOf(model)
  if (named === null) return OTHERS
  const { family, version } = named
  const always = family === 'fable' || family === 'mythos' || (family === 'opus' && version >= 5.5)
  return {
    thinking: version >= 4.6 ? 'adaptive' : version >= 3.7 ? 'budget' : 'none',
    thinksUnasked: version >= 5 || always,
    thinksAlways: always,
    hidesThoughts: version >= 4.7,
    xhigh: version >= 4.7,
    sampling: version < 4.7,
    samplingPairs: version < 4.1,
    schemas: version >= 4.5 ? 'yes' : 'no',
    prefill: version < 4.6,
    defaultMaxTokens: version >= 3.7 ? 32_000 : version >= 3.5 ? 8192 : 4096,
    limitMayOverrun: version >= 4.5
  }
}

const OTHERS: ModelRules = {
  thinking: 'budget',
  thinksUnasked: false,
  thinksAlways: false,
  hidesThoughts: false,
  xhigh: false,
  sampling: true,
  samplingPairs: true,
  schemas: 'unsure',
  prefill: true,
  defaultMaxTokens: 32_000,
  limitMayOverrun: false
}

/** A Claude that is named without a number, or by a new scheme, is taken for the newest. */
const NEWEST = 99

/** The model's line and number: `claude-opus-4-1-20250805`, `anthropic/claude-opus-4.1`, `claude-3-7-sonnet@20250219`. */
function versionOf(model: string): { readonly family: string; readonly version: number } | null {
  const name = model.toLowerCase()
  if (!name.includes('claude')) return null
  const family = /opus|sonnet|haiku|fable|mythos|instant/.exec(name)?.[0] ?? ''
  // Eight digits are a date: a number of the model has at most two.
  const numbers = /claude[^0-9]*?(?:-|-v)(\d{1,2})(?!\d)(?:[-.](\d{1,2})(?!\d))?/.exec(name)
  if (family === 'instant') return { family, version: 1 }
  if (numbers === null) return { family, version: NEWEST }
  return { family, version: Number(`${numbers[1]}.${numbers[2] ?? '0'}`) }
}
