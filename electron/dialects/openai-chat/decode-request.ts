import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, OutputFormat, ReasoningWish } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { booleanOf, fieldsOf, numberOf, textOf, type Fields } from '../json.ts'
import { decodeMessages } from './decode-messages.ts'
import { decodeFunction, decodeFunctionChoice, decodeTool, decodeToolChoice } from './decode-tools.ts'

/**
 * A chat completion's request (https://platform.openai.com/docs/api-reference/chat/create) with what other servers of
 * the form add. Written out again by its own encoder it is the same but for these normalisations, which say the same:
 * - nulls, empty lists, `stream: false` and `logprobs: false` are left out; an empty text part, too
 * - `content` of one plain text part is a text; `content` of an assistant that calls tools is null where it is empty
 * - `stop` is a list; an `image_url` that is a text is an object; text parts always say their type
 * - `max_tokens` and `max_completion_tokens` become the one that the target takes; a stream always asks for its usage
 * - `reasoning` of a message is `reasoning_content`, and left out where `reasoning_details` say the same; those have
 *   `format` and `index`, and pieces of one thought are one
 * - a refusal among the parts is the message's `refusal`; parts of the content come in the order thoughts, content, calls
 * - calls lose `index` and get `type` and, where they have none, an id; tools get `type`, flat ones (Responses) are nested
 * - a choice of one tool gets `type`; `tool_choice: "any"` is `required`
 */
export function decodeRequest(body: Fields, asked: Asked): ChatRequest {
  const request = new FieldReader(body)
  const messages = request.take('messages', (value) => (Array.isArray(value) ? value : undefined))
  if (messages === undefined || messages.length === 0) {
    throw new GatehouseError('invalid_request', 'messages must be a list with at least one message.')
  }
  const functions = request.records('functions')
  const options = new FieldReader(request.object('stream_options') ?? {})
  const streamUsage = options.take('include_usage', booleanOf)
  const limit = request.number('max_completion_tokens')
  const oldLimit = request.number('max_tokens')
  const chat = {
    model: request.text('model') ?? asked.model,
    stream: request.take('stream', booleanOf) ?? asked.stream,
    streamUsage,
    messages: decodeMessages(messages),
    tools: [
      ...request.records('tools').map(decodeTool),
      ...functions.map((fields) => decodeFunction(new FieldReader(fields)))
    ],
    toolChoice:
      request.take('tool_choice', decodeToolChoice) ?? request.take('function_call', decodeFunctionChoice),
    parallelToolCalls: request.take('parallel_tool_calls', booleanOf),
    maxOutputTokens: limit ?? oldLimit,
    temperature: request.number('temperature'),
    topP: request.number('top_p'),
    topK: request.number('top_k'),
    presencePenalty: request.number('presence_penalty'),
    frequencyPenalty: request.number('frequency_penalty'),
    seed: request.number('seed'),
    stop: request.take('stop', readStop),
    choices: request.number('n'),
    logprobs: takeLogprobs(request),
    reasoning: takeReasoning(request),
    format: request.take('response_format', readFormat),
    verbosity: request.text('verbosity'),
    modalities: request.take('modalities', readTexts),
    serviceTier: request.text('service_tier'),
    user: request.text('user'),
    promptCacheKey: request.text('prompt_cache_key'),
    metadata: request.object('metadata'),
    from: 'openai-chat' as const,
    ...(functions.length > 0 ? { legacyFunctions: true } : {})
  }
  const [rest, otherOptions] = [request.rest(), options.rest()]
  const extra = otherOptions === undefined ? rest : { ...rest, stream_options: otherOptions }
  return extra === undefined ? chat : { ...chat, extra: { dialect: 'openai-chat', fields: extra } }
}

function readStop(value: unknown): string[] | undefined {
  return typeof value === 'string' ? [value] : readTexts(value)
}

function readTexts(value: unknown): string[] | undefined {
  if (!Array.isArray(value)) return undefined
  const texts = value.filter((item) => typeof item === 'string')
  return texts.length === value.length ? texts : undefined
}

/** Together has a number in `logprobs`, which stays in the extra. */
function takeLogprobs(request: FieldReader): ChatRequest['logprobs'] {
  const wanted = request.take('logprobs', booleanOf)
  if (wanted !== true) return undefined
  return { top: request.number('top_logprobs') }
}

function readFormat(value: unknown): OutputFormat | undefined {
  const fields = fieldsOf(value)
  if (fields?.['type'] === 'text') return { type: 'text' }
  if (fields?.['type'] === 'json_object') return { type: 'json' }
  const format = fieldsOf(fields?.['json_schema'])
  const schema = fieldsOf(format?.['schema'])
  // Other kinds (a grammar) stay in the extra.
  if (fields?.['type'] !== 'json_schema' || format === undefined || schema === undefined) return undefined
  return {
    type: 'json-schema',
    name: textOf(format['name']),
    description: textOf(format['description']),
    schema,
    strict: booleanOf(format['strict'])
  }
}

/** Where other servers than OpenAI have it; the last has it as a plain switch (Qwen). */
const OWN_FORMS = ['reasoning', 'thinking', 'enable_thinking', 'thinking_budget'] as const

/**
 * `reasoning_effort`, OpenRouter's `reasoning` object
 * (https://openrouter.ai/docs/guides/best-practices/reasoning-tokens), the `thinking` of DeepSeek and Z.ai, and Qwen's
 * `enable_thinking`.
 */
function takeReasoning(request: FieldReader): ReasoningWish | undefined {
  const ownForms = OWN_FORMS.filter((name) => (request.fields[name] ?? null) !== null)
  const said = request.text('reasoning_effort')
  const reasoning = request.object('reasoning') ?? {}
  const thinking = request.object('thinking') ?? {}
  const enabled = request.take('enable_thinking', booleanOf) ?? booleanOf(reasoning['enabled'])
  const budget = request.number('thinking_budget')
  request.drop(...ownForms)
  if (said === undefined && ownForms.length === 0) return undefined
  const effort = said ?? textOf(reasoning['effort'])
  return {
    mode: modeOf(enabled, effort, textOf(thinking['type'])),
    effort,
    budgetTokens: numberOf(reasoning['max_tokens']) ?? numberOf(thinking['budget_tokens']) ?? budget,
    show: reasoning['exclude'] === true ? false : undefined,
    summary: textOf(reasoning['summary']),
    native:
      ownForms.length === 0
        ? undefined
        : {
            dialect: 'openai-chat',
            value: Object.fromEntries(ownForms.map((name) => [name, request.fields[name]]))
          }
  }
}

function modeOf(
  enabled: boolean | undefined,
  effort: string | undefined,
  thinking: string | undefined
): ReasoningWish['mode'] {
  if (enabled === false || effort === 'none' || thinking === 'disabled') return 'off'
  if (thinking === 'adaptive') return 'adaptive'
  return enabled === true || thinking === 'enabled' ? 'on' : undefined
}
