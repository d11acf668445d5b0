import { anthropicCompatible } from './anthropic-compatible.ts'
import { anthropic } from './anthropic.ts'
import { cerebras } from './cerebras.ts'
import { deepseek } from './deepseek.ts'
import { geminiCompatible } from './gemini-compatible.ts'
import { gemini } from './gemini.ts'
import { groq } from './groq.ts'
import { mistral } from './mistral.ts'
import { ollama } from './ollama.ts'
import { openaiCompatible } from './openai-compatible.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import type { Provider } from './provider.ts'
import { together } from './together.ts'
import { vllm } from './vllm.ts'
import { xai } from './xai.ts'

const IN_ORDER: readonly Provider[] = [
  openai,
  anthropic,
  gemini,
  cerebras,
  groq,
  mistral,
  together,
  deepseek,
  openrouter,
  xai,
  ollama,
  vllm,
  openaiCompatible,
  anthropicCompatible,
  geminiCompatible
]

/** The catalogue, by id, in the order in which the window offers it. */
export const PROVIDERS: ReadonlyMap<string, Provider> = new Map(
  IN_ORDER.map((provider) => [provider.id, provider])
)

/** The provider of this id or alias; ids and aliases are lower case and never shared (a test sees to it). */
export function findProvider(idOrAlias: string): Provider | undefined {
  const provider = PROVIDERS.get(idOrAlias)
  if (provider !== undefined) return provider
  return [...PROVIDERS.values()].find((candidate) => candidate.aliases.includes(idOrAlias))
}
