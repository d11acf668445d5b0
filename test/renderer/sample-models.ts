import type { Price } from '../../shared/config/document.ts'
import type { ModelState } from '../../shared/contract/index.ts'

/** What the fake catalogue knows of a model. */
export interface SampleFacts {
  readonly price: Price | null
  readonly context: number | null
  readonly output: number | null
  readonly type?: ModelState['type']
}

const chat = (input: number, output: number, context: number, cacheRead?: number): SampleFacts => ({
  price: { input, output, ...(cacheRead !== undefined && { cache_read: cacheRead }) },
  context,
  output: Math.min(context, 65_536)
})

/** Prices and windows by model id, in the order of size of real ones; not a source for anybody's bill. */
export const FACTS: Readonly<Record<string, SampleFacts>> = {
  'gpt-oss-120b': chat(0.35, 0.75, 131_072),
  'llama3.1-8b': chat(0.1, 0.1, 32_768),
  'qwen-3-235b-a22b-instruct-2507': chat(0.6, 1.2, 131_072),
  'gpt-5': chat(1.25, 10, 400_000, 0.125),
  'gpt-5-mini': chat(0.25, 2, 400_000, 0.025),
  'gpt-4.1': chat(2, 8, 1_047_576, 0.5),
  'text-embedding-3-small': {
    price: { input: 0.02, output: 0 },
    context: 8191,
    output: null,
    type: 'embedding'
  },
  'anthropic/claude-sonnet-4.5': chat(3, 15, 1_000_000, 0.3),
  'google/gemini-2.5-pro': chat(1.25, 10, 1_048_576, 0.31),
  'deepseek/deepseek-v3.2': chat(0.27, 0.41, 163_840),
  'moonshotai/kimi-k2': chat(0.5, 2.4, 262_144),
  'mistral-large-latest': chat(2, 6, 131_072),
  'codestral-latest': chat(0.3, 0.9, 262_144)
}

/** What each account's provider lists when asked. */
export const OFFERED: Readonly<Record<string, readonly string[]>> = {
  'cerebras-main': ['gpt-oss-120b', 'llama3.1-8b', 'qwen-3-235b-a22b-instruct-2507', 'zai-glm-4.6'],
  openai: ['gpt-5', 'gpt-5-mini', 'gpt-4.1', 'text-embedding-3-small'],
  openrouter: [
    'anthropic/claude-sonnet-4.5',
    'google/gemini-2.5-pro',
    'deepseek/deepseek-v3.2',
    'moonshotai/kimi-k2',
    'stealth/horizon-beta'
  ],
  local: ['qwen2.5-coder-32b-instruct', 'nomic-embed-text'],
  'mistral-eu': ['mistral-large-latest', 'codestral-latest']
}
