import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, Message, OutputFormat, ReasoningWish, Tool } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { booleanOf, fieldsOf, numberOf, textOf, type Fields } from '../json.ts'
import { decodeInput } from './decode-input.ts'
import { decodeToolChoice, decodeTools } from './decode-tools.ts'
import { filledRest, INSTRUCTIONS, OWN, ownExtra } from './own-extra.ts'

const NAMES = new Set([
  'model',
  'stream',
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'max_output_tokens',
  'temperature',
  'top_p',
  'top_logprobs',
  'reasoning',
  'text',
  'service_tier',
  'user',
  'prompt_cache_key',
  'metadata',
  'stream_options',
  'include'
])
const SEALED = 'reasoning.encrypted_content'
const FORMAT_NAMES = new Set(['format', 'verbosity'])
const WISH_NAMES = new Set(['effort', 'summary'])
const USAGE_NAMES = new Set(['include_usage'])

/** Something that stands for the input where there is none. */
const INPUTS = ['prompt', 'previous_response_id', 'conversation'] as const

/** A request for a response (https://platform.openai.com/docs/api-reference/responses/create). */
export function decodeRequest(body: Fields, { model, stream }: Asked): ChatRequest {
  const input = readInput(body)
  const tools = decodeTools(body['tools'], input)
  const text = fieldsOf(body['text'])
  const format = decodeFormat(text?.['format'])
  const options = fieldsOf(body['stream_options'])
  return {
    from: OWN,
    model,
    stream,
    streamUsage: booleanOf(options?.['include_usage']),
    messages: [...decodeInstructions(body['instructions']), ...decodeInput(input, customNames(tools))],
    tools,
    toolChoice: decodeToolChoice(body['tool_choice']),
    parallelToolCalls: booleanOf(body['parallel_tool_calls']),
    maxOutputTokens: numberOf(body['max_output_tokens']),
    temperature: numberOf(body['temperature']),
    topP: numberOf(body['top_p']),
    logprobs: decodeLogprobs(body),
    reasoning: decodeReasoning(body),
    format,
    verbosity: textOf(text?.['verbosity']),
    serviceTier: textOf(body['service_tier']),
    user: textOf(body['user']),
    promptCacheKey: textOf(body['prompt_cache_key']),
    metadata: fieldsOf(body['metadata']),
    extra: ownExtra({
      ...filledRest(body, NAMES),
      ...restOfInclude(body['include']),
      // A format that can't be read goes back as it came.
      ...restOf('text', text, format === undefined ? new Set(['verbosity']) : FORMAT_NAMES),
      ...restOf('stream_options', options, USAGE_NAMES)
    })
  }
}

function readInput(body: Fields): unknown {
  const { input } = body
  if (input !== undefined && input !== null) return input
  if (INPUTS.some((name) => body[name] !== undefined && body[name] !== null)) return []
  throw new GatehouseError('invalid_request', "Missing required parameter: 'input'.")
}

/** What else is wanted in the reply, besides sealed thoughts. */
function restOfInclude(include: unknown): Fields {
  const rest = Array.isArray(include) ? include.filter((what) => what !== SEALED) : []
  return rest.length === 0 ? {} : { include: rest }
}

function restOf(name: string, fields: Fields | undefined, names: ReadonlySet<string>): Fields {
  const rest = fields === undefined ? {} : filledRest(fields, names)
  return Object.keys(rest).length === 0 ? {} : { [name]: rest }
}

/** What the model is told before everything else; marked, since it stood apart from the input. */
function decodeInstructions(instructions: unknown): Message[] {
  if (Array.isArray(instructions)) return decodeInput(instructions, new Set())
  if (typeof instructions !== 'string') return []
  const extra = { dialect: OWN, fields: { type: INSTRUCTIONS } } as const
  return [{ role: 'system', parts: [{ type: 'text', text: instructions }], extra }]
}

function customNames(tools: readonly Tool[]): ReadonlySet<string> {
  return new Set(tools.flatMap((tool) => (tool.type === 'custom' ? [tool.name] : [])))
}

function includes(body: Fields, what: string): boolean {
  const list = body['include']
  return Array.isArray(list) && list.includes(what)
}

function decodeLogprobs(body: Fields): ChatRequest['logprobs'] {
  const top = numberOf(body['top_logprobs'])
  if (top === undefined && !includes(body, 'message.output_text.logprobs')) return undefined
  return top === undefined ? {} : { top }
}

function decodeReasoning(body: Fields): ReasoningWish | undefined {
  const wish = fieldsOf(body['reasoning'])
  const effort = textOf(wish?.['effort'])
  const summary = textOf(wish?.['summary'])
  const sealed = includes(body, SEALED) ? true : undefined
  const rest = wish === undefined ? {} : filledRest(wish, WISH_NAMES)
  const native = Object.keys(rest).length === 0 ? undefined : ({ dialect: OWN, value: rest } as const)
  if (effort === undefined && summary === undefined && sealed === undefined && native === undefined)
    return undefined
  return {
    mode: effort === 'none' ? 'off' : undefined,
    effort,
    show: summary === undefined ? undefined : true,
    summary,
    sealed,
    native
  }
}

function decodeFormat(value: unknown): OutputFormat | undefined {
  const format = fieldsOf(value)
  if (format === undefined) return undefined
  if (format['type'] === 'text') return { type: 'text' }
  if (format['type'] === 'json_object') return { type: 'json' }
  // Chat's form has the definition one level down.
  const definition = fieldsOf(format['json_schema']) ?? format
  const schema = fieldsOf(definition['schema'])
  if (format['type'] !== 'json_schema' || schema === undefined) return undefined
  return {
    type: 'json-schema',
    name: textOf(definition['name']),
    description: textOf(definition['description']),
    schema,
    strict: booleanOf(definition['strict'])
  }
}
