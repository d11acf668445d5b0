import { alibaba } from './alibaba.ts'
import { anthropicCompatible } from './anthropic-compatible.ts'
import { anthropic } from './anthropic.ts'
import { azureFoundry } from './azure-foundry.ts'
import { azureOpenai } from './azure-openai.ts'
import { bedrockOpenai } from './bedrock-openai.ts'
import { bedrock } from './bedrock.ts'
import { cerebras } from './cerebras.ts'
import { cloudflare } from './cloudflare.ts'
import { cohere } from './cohere.ts'
import { deepinfra } from './deepinfra.ts'
import { deepseek } from './deepseek.ts'
import { fireworks } from './fireworks.ts'
import { geminiCompatible } from './gemini-compatible.ts'
import { gemini } from './gemini.ts'
import { githubModels } from './github-models.ts'
import { groq } from './groq.ts'
import { huggingface } from './huggingface.ts'
import { hyperbolic } from './hyperbolic.ts'
import { llamaCpp } from './llama-cpp.ts'
import { lmStudio } from './lm-studio.ts'
import { minimax } from './minimax.ts'
import { mistral } from './mistral.ts'
import { moonshot } from './moonshot.ts'
import { nebius } from './nebius.ts'
import { novita } from './novita.ts'
import { nvidiaNim } from './nvidia-nim.ts'
import { ollama } from './ollama.ts'
import { openaiCompatible } from './openai-compatible.ts'
import { openai } from './openai.ts'
import { openrouter } from './openrouter.ts'
import { perplexity } from './perplexity.ts'
import type { Provider } from './provider.ts'
import { sambanova } from './sambanova.ts'
import { tgi } from './tgi.ts'
import { together } from './together.ts'
import { vllm } from './vllm.ts'
import { xai } from './xai.ts'
import { zai } from './zai.ts'

const IN_ORDER: readonly Provider[] = [
  openai,
  anthropic,
  gemini,
  azureOpenai,
  bedrock,
  bedrockOpenai,
  cerebras,
  groq,
  mistral,
  cohere,
  together,
  deepseek,
  openrouter,
  xai,
  fireworks,
  perplexity,
  moonshot,
  zai,
  alibaba,
  minimax,
  nvidiaNim,
  huggingface,
  githubModels,
  cloudflare,
  azureFoundry,
  sambanova,
  deepinfra,
  nebius,
  novita,
  hyperbolic,
  ollama,
  lmStudio,
  llamaCpp,
  vllm,
  tgi,
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
