/** A price table of ours, and under which names the sources have its provider. */
export interface TableSource {
  readonly table: string
  readonly genaiPrices?: string
  readonly modelsDev?: readonly string[]
  /** Values of `litellm_provider`; a trailing `*` stands for anything. */
  readonly litellm?: readonly string[]
  /** Whether OpenRouter's own list tells of its models. */
  readonly openrouter?: boolean
  /** USD a search of the web. */
  readonly webSearchUsd?: number
  /** See `TableForm`. */
  readonly rulesOf?: string
  readonly resells?: readonly string[]
}

/** The providers of the catalogue, then those that are coming to it. */
export const TABLE_SOURCES: readonly TableSource[] = [
  {
    table: 'openai',
    genaiPrices: 'openai',
    modelsDev: ['openai'],
    litellm: ['openai', 'text-completion-openai']
  },
  { table: 'cerebras', genaiPrices: 'cerebras', modelsDev: ['cerebras'], litellm: ['cerebras'] },
  { table: 'groq', genaiPrices: 'groq', modelsDev: ['groq'], litellm: ['groq'] },
  { table: 'mistral', genaiPrices: 'mistral', modelsDev: ['mistral'], litellm: ['mistral', 'codestral'] },
  { table: 'together', genaiPrices: 'together', modelsDev: ['togetherai'], litellm: ['together_ai'] },
  { table: 'deepseek', genaiPrices: 'deepseek', modelsDev: ['deepseek'], litellm: ['deepseek'] },
  {
    table: 'openrouter',
    genaiPrices: 'openrouter',
    modelsDev: ['openrouter'],
    litellm: ['openrouter'],
    openrouter: true
  },
  {
    table: 'xai',
    genaiPrices: 'x-ai',
    modelsDev: ['xai'],
    litellm: ['xai'],
    // https://docs.x.ai/developers/tools/overview#pricing; a recorded reply's `cost_in_usd_ticks` says the same.
    webSearchUsd: 0.005
  },
  {
    table: 'anthropic',
    genaiPrices: 'anthropic',
    modelsDev: ['anthropic'],
    litellm: ['anthropic'],
    // https://docs.claude.com/en/docs/agents-and-tools/tool-use/web-search-tool#usage-and-pricing
    webSearchUsd: 0.01
  },
  { table: 'gemini', genaiPrices: 'google', modelsDev: ['google'], litellm: ['gemini'] },
  {
    table: 'vertex',
    rulesOf: 'gemini',
    resells: ['anthropic'],
    modelsDev: ['google-vertex', 'google-vertex-anthropic'],
    litellm: ['vertex_ai*']
  },
  {
    table: 'bedrock',
    genaiPrices: 'aws',
    modelsDev: ['amazon-bedrock'],
    litellm: ['bedrock', 'bedrock_converse']
  },
  {
    table: 'azure',
    genaiPrices: 'azure',
    resells: ['openai', 'anthropic'],
    modelsDev: ['azure'],
    litellm: ['azure', 'azure_ai']
  },
  { table: 'cohere', genaiPrices: 'cohere', modelsDev: ['cohere'], litellm: ['cohere', 'cohere_chat'] },
  { table: 'fireworks', genaiPrices: 'fireworks', modelsDev: ['fireworks-ai'], litellm: ['fireworks_ai*'] },
  { table: 'perplexity', genaiPrices: 'perplexity', modelsDev: ['perplexity'], litellm: ['perplexity'] },
  { table: 'moonshot', genaiPrices: 'moonshotai', modelsDev: ['moonshotai'], litellm: ['moonshot'] },
  { table: 'zai', genaiPrices: 'zhipuai', modelsDev: ['zai'], litellm: ['zai'] },
  { table: 'minimax', genaiPrices: 'minimax', modelsDev: ['minimax'], litellm: ['minimax'] },
  { table: 'alibaba', modelsDev: ['alibaba'], litellm: ['dashscope'] },
  { table: 'cloudflare', modelsDev: ['cloudflare-workers-ai'], litellm: ['cloudflare'] },
  { table: 'sambanova', litellm: ['sambanova'] },
  { table: 'deepinfra', modelsDev: ['deepinfra'], litellm: ['deepinfra'] },
  { table: 'nebius', modelsDev: ['nebius'], litellm: ['nebius'] },
  { table: 'novita', genaiPrices: 'novita', modelsDev: ['novita-ai'], litellm: ['novita'] },
  { table: 'hyperbolic', litellm: ['hyperbolic'] },
  { table: 'voyage', genaiPrices: 'voyageai', litellm: ['voyage'] }
]
