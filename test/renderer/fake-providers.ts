import type { ProviderInfo } from '../../shared/contract/index.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'

const provider = (
  id: string,
  name: string,
  about: string,
  base_url: string | null,
  key_url: string | null,
  needs_key = true,
  aliases: string[] = [],
  dialects: DialectId[] = ['openai-chat']
): ProviderInfo => ({ id, name, aliases, base_url, needs_key, dialects, key_url, about })

/** The catalogue as the window gets it. */
export const FAKE_PROVIDERS: readonly ProviderInfo[] = [
  provider(
    'openai',
    'OpenAI',
    'GPT and o models, embeddings, images and speech, from OpenAI itself.',
    'https://api.openai.com/v1',
    'https://platform.openai.com/api-keys'
  ),
  provider(
    'cerebras',
    'Cerebras',
    'Open models at thousands of tokens a second, on wafer-scale chips.',
    'https://api.cerebras.ai/v1',
    'https://cloud.cerebras.ai',
    true,
    ['cbrs']
  ),
  provider(
    'groq',
    'Groq',
    'Open models at high speed, with a free tier.',
    'https://api.groq.com/openai/v1',
    'https://console.groq.com/keys'
  ),
  provider(
    'mistral',
    'Mistral AI',
    'Mistral, Codestral, Devstral and Magistral, from Mistral itself in Europe.',
    'https://api.mistral.ai/v1',
    'https://console.mistral.ai/api-keys'
  ),
  provider(
    'together',
    'Together AI',
    'More than a hundred open models behind one key.',
    'https://api.together.xyz/v1',
    'https://api.together.ai/settings/api-keys'
  ),
  provider(
    'deepseek',
    'DeepSeek',
    'DeepSeek chat and reasoning models, from DeepSeek itself.',
    'https://api.deepseek.com/v1',
    'https://platform.deepseek.com/api_keys'
  ),
  provider(
    'openrouter',
    'OpenRouter',
    'Hundreds of models of many makers behind one key and one bill.',
    'https://openrouter.ai/api/v1',
    'https://openrouter.ai/settings/keys'
  ),
  provider('xai', 'xAI', 'Grok models, from xAI itself.', 'https://api.x.ai/v1', 'https://console.x.ai'),
  provider(
    'ollama',
    'Ollama',
    'Models on your own machine, run by Ollama.',
    'http://127.0.0.1:11434/v1',
    null,
    false
  ),
  provider(
    'vllm',
    'vLLM',
    'Models on your own server, run by vLLM.',
    'http://127.0.0.1:8000/v1',
    null,
    false
  ),
  provider(
    'openai-compatible',
    'OpenAI-compatible',
    'Any other server that speaks the OpenAI chat API: give its URL, and a key if it wants one.',
    null,
    null,
    false
  ),
  provider(
    'anthropic-compatible',
    'Anthropic-compatible',
    "Any other server that speaks Anthropic's Messages API: give its URL, and a key if it wants one.",
    null,
    null,
    false,
    [],
    ['anthropic-messages']
  )
]
