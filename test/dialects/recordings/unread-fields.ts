import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { isObject, objectAt, type Json } from './walk-json.ts'

/** What the readers take out of a request; everything else a client may miss, so that a note has to speak of it. */
const READ: Readonly<Record<ClientDialectId, readonly string[]>> = {
  'openai-chat':
    'model messages stream stream_options tools functions max_tokens max_completion_tokens temperature top_p top_k presence_penalty frequency_penalty seed n stop tool_choice function_call response_format reasoning_effort reasoning thinking enable_thinking parallel_tool_calls'.split(
      ' '
    ),
  'openai-completions':
    'model prompt stream stream_options max_tokens temperature top_p top_k presence_penalty frequency_penalty seed n stop'.split(
      ' '
    ),
  'openai-responses':
    'model input instructions stream tools max_output_tokens temperature top_p tool_choice text reasoning parallel_tool_calls'.split(
      ' '
    ),
  'anthropic-messages':
    'model messages system stream max_tokens temperature top_p top_k stop_sequences tools tool_choice output_config output_format thinking'.split(
      ' '
    ),
  gemini:
    'model contents systemInstruction system_instruction tools toolConfig generationConfig maxOutputTokens temperature topP topK presencePenalty frequencyPenalty seed candidateCount stopSequences responseSchema responseJsonSchema responseMimeType thinkingConfig'.split(
      ' '
    ),
  'cohere-chat':
    'model messages stream tools max_tokens temperature p k presence_penalty frequency_penalty seed stop_sequences tool_choice response_format thinking'.split(
      ' '
    )
}

/**
 * What says no more than the provider does anyway, or is of use to nobody else: OpenAI's wish not to store a response,
 * the sealed thoughts that Gatehouse asks for itself, empty lists and the like.
 */
function saysNothing(name: string, value: unknown): boolean {
  if (value === null || value === false || value === 'auto' || value === 'default') return true
  if (Array.isArray(value) && value.length === 0) return true
  if (isObject(value) && Object.keys(value).length === 0) return true
  // How a provider keeps what it was told does not change what is said.
  if (name === 'store' || name === 'prompt_cache_key') return true
  if (name === 'include') return JSON.stringify(value) === '["reasoning.encrypted_content"]'
  return name === 'responseModalities' && JSON.stringify(value) === '["TEXT"]'
}

/** What a field is called in other dialects, or what else stands for it there. */
export const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  user: ['metadata', 'safety_identifier'],
  modalities: ['modalities', 'responseModalities'],
  responseModalities: ['modalities'],
  responseLogprobs: ['logprobs', 'top_logprobs'],
  logprobs: ['logprobs', 'top_logprobs']
}

/** Names of the fields of a request that its reading leaves out and that say something. */
export function unreadFields(dialect: ClientDialectId, body: Json): readonly string[] {
  const all = dialect === 'gemini' ? { ...body, ...objectAt(body, 'generationConfig') } : body
  return Object.entries(all)
    .filter(([name, value]) => !READ[dialect].includes(name) && !saysNothing(name, value))
    .map(([name]) => name)
}
