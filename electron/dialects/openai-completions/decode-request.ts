import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { booleanOf, type Fields } from '../json.ts'

/**
 * A completion's request (https://platform.openai.com/docs/api-reference/completions/create): the prompt as a message
 * of the user, so that chat models can answer it. Several prompts, prompts of token numbers and a suffix are for
 * completions alone. Written out again it is the same but for nulls, `stream: false`, a list of one prompt (that
 * prompt) and `stop` (a list); a stream always asks for its usage.
 */
export function decodeRequest(body: Fields, asked: Asked): ChatRequest {
  const request = new FieldReader(body)
  const said = body['prompt'] ?? undefined
  if (typeof said !== 'string' && !Array.isArray(said)) {
    throw new GatehouseError(
      'invalid_request',
      'prompt must be a text, a list of texts or a list of token numbers.'
    )
  }
  const prompt = request.take('prompt', readPrompt)
  const options = new FieldReader(request.object('stream_options') ?? {})
  const logprobs = request.number('logprobs')
  const streamUsage = options.take('include_usage', booleanOf)
  const chat: ChatRequest = {
    model: request.text('model') ?? asked.model,
    stream: request.take('stream', booleanOf) ?? asked.stream,
    streamUsage,
    messages: [{ role: 'user', parts: prompt === undefined ? [] : [{ type: 'text', text: prompt }] }],
    tools: [],
    maxOutputTokens: request.number('max_tokens'),
    temperature: request.number('temperature'),
    topP: request.number('top_p'),
    topK: request.number('top_k'),
    presencePenalty: request.number('presence_penalty'),
    frequencyPenalty: request.number('frequency_penalty'),
    seed: request.number('seed'),
    stop: request.take('stop', readStop),
    choices: request.number('n'),
    logprobs: logprobs === undefined ? undefined : { top: logprobs },
    user: request.text('user'),
    from: 'openai-completions',
    untranslatable: untranslatableOf(prompt, body['suffix'])
  }
  const [rest, otherOptions] = [request.rest(), options.rest()]
  const extra = otherOptions === undefined ? rest : { ...rest, stream_options: otherOptions }
  return extra === undefined ? chat : { ...chat, extra: { dialect: 'openai-completions', fields: extra } }
}

/** One text; anything else stays in the extra. */
function readPrompt(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : undefined
  return typeof only === 'string' ? only : undefined
}

function readStop(value: unknown): string[] | undefined {
  if (typeof value === 'string') return [value]
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  return Array.isArray(value) && texts.length === value.length ? texts : undefined
}

const WAY_OUT = 'Send it to an account that speaks OpenAI Completions.'

function untranslatableOf(prompt: string | undefined, suffix: unknown): string | undefined {
  if (prompt === undefined)
    return `prompt is a list of several prompts or of token numbers, which a chat can't take. ${WAY_OUT}`
  return typeof suffix === 'string' && suffix !== ''
    ? `suffix asks for a text to be filled in, which a chat can't do. ${WAY_OUT}`
    : undefined
}
