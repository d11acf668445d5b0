import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { cohereRules } from './read-cohere.ts'
import { at, isObject, listAt, numberAt, objectsAt, parsed, textAt, type Json } from './walk-json.ts'

/**
 * What providers refuse although their published schemas allow it: how tool calls and their results stand together,
 * whose turn it is, what may not be empty. Returns the rules that a request breaks, in words.
 */
export function brokenRules(dialect: ClientDialectId, body: Json): readonly string[] {
  return [...new Set(RULES[dialect](body))]
}

const RULES: Readonly<Record<ClientDialectId, (body: Json) => readonly string[]>> = {
  'openai-chat': chatRules,
  'openai-completions': completionsRules,
  'openai-responses': responsesRules,
  'anthropic-messages': messagesRules,
  gemini: geminiRules,
  'cohere-chat': cohereRules
}

const OPENAI_NAME = /^[a-zA-Z0-9_-]{1,64}$/

function chatRules(body: Json): string[] {
  const broken: string[] = []
  const messages = objectsAt(body, 'messages')
  if (messages.length === 0) broken.push('no messages')
  let open: string[] = []
  for (const message of messages) {
    const role = textAt(message, 'role')
    const content = at(message, 'content')
    const calls = objectsAt(message, 'tool_calls')
    if (!['system', 'developer', 'user', 'assistant', 'tool', 'function'].includes(role))
      broken.push(`role ${role}`)
    if (role === 'tool') {
      const id = textAt(message, 'tool_call_id')
      if (!open.includes(id)) broken.push('a tool message that answers no open call')
      open = open.filter((other) => other !== id)
      if (content === undefined) broken.push('a tool message without content')
      continue
    }
    if (open.length > 0) broken.push('a call without its result behind it')
    open = calls.map((call) => textAt(call, 'id'))
    if (open.includes('')) broken.push('a call without an id')
    if (new Set(open).size !== open.length) broken.push('two calls of one id')
    if ('tool_calls' in message && calls.length === 0) broken.push('empty tool_calls')
    for (const call of calls) {
      if (textAt(call, 'type') === 'custom') continue
      if (typeof at(call, 'function', 'arguments') !== 'string') broken.push('arguments are no text')
      else if (!isObject(parsed(textAt(call, 'function', 'arguments'))))
        broken.push('arguments are no JSON object')
    }
    const bare = content === undefined || (Array.isArray(content) && content.length === 0)
    const says =
      calls.length > 0 ||
      ['refusal', 'audio', 'function_call'].some((name) => at(message, name) !== undefined)
    if (bare && !(role === 'assistant' && says)) broken.push(`${role} message without content`)
    const allowed =
      role === 'user'
        ? ['text', 'image_url', 'input_audio', 'file', 'video_url']
        : ['text', ...(role === 'assistant' ? ['refusal'] : [])]
    for (const part of objectsAt(message, 'content')) {
      if (!allowed.includes(textAt(part, 'type'))) broken.push(`part ${textAt(part, 'type')} of the ${role}`)
    }
  }
  if (open.length > 0) broken.push('a call without its result behind it')
  const tools = objectsAt(body, 'tools')
  if ('tools' in body && tools.length === 0) broken.push('empty tools')
  for (const tool of tools) {
    const name = textAt(tool, 'function', 'name') || textAt(tool, 'custom', 'name')
    if (!OPENAI_NAME.test(name)) broken.push('tool name')
    const schema = at(tool, 'function', 'parameters')
    if (schema !== undefined && textAt(schema, 'type') !== 'object')
      broken.push('schema of a tool is no object')
  }
  if (at(body, 'stream_options') !== undefined && at(body, 'stream') !== true)
    broken.push('stream_options without stream')
  if (at(body, 'tool_choice') !== undefined && tools.length === 0) broken.push('tool_choice without tools')
  if (at(body, 'parallel_tool_calls') !== undefined && tools.length === 0)
    broken.push('parallel_tool_calls without tools')
  const format = at(body, 'response_format')
  if (textAt(format, 'type') === 'json_schema' && !OPENAI_NAME.test(textAt(format, 'json_schema', 'name'))) {
    broken.push('name of the format')
  }
  if (listAt(body, 'stop').length > 4) broken.push('more than 4 stop sequences')
  for (const name of [
    'system',
    'input',
    'instructions',
    'stop_sequences',
    'max_output_tokens',
    'top_k',
    'thinking'
  ]) {
    if (name in body) broken.push(`${name} is of another dialect`)
  }
  return broken
}

function completionsRules(body: Json): string[] {
  const broken: string[] = []
  if (at(body, 'prompt') === undefined) broken.push('no prompt')
  for (const name of [
    'messages',
    'tools',
    'tool_choice',
    'response_format',
    'max_completion_tokens',
    'input'
  ]) {
    if (name in body) broken.push(`${name} is of another dialect`)
  }
  return broken
}

function responsesRules(body: Json): string[] {
  const broken: string[] = []
  const calls = new Set<string>()
  const answered = new Set<string>()
  for (const item of objectsAt(body, 'input')) {
    const type = textAt(item, 'type') || 'message'
    const id = textAt(item, 'call_id')
    if (type === 'message') {
      const role = textAt(item, 'role')
      if (!['user', 'assistant', 'system', 'developer'].includes(role)) broken.push(`role ${role}`)
      const allowed =
        role === 'assistant'
          ? ['output_text', 'refusal']
          : ['input_text', 'input_image', 'input_file', 'input_audio']
      for (const part of objectsAt(item, 'content')) {
        if (!allowed.includes(textAt(part, 'type')))
          broken.push(`part ${textAt(part, 'type')} of the ${role}`)
      }
      if (listAt(item, 'content').length === 0 && typeof at(item, 'content') !== 'string')
        broken.push('a message without content')
    } else if (type === 'function_call' || type === 'custom_tool_call') {
      if (id === '') broken.push('a call without an id')
      calls.add(id)
      if (type === 'function_call' && typeof at(item, 'arguments') !== 'string')
        broken.push('arguments are no text')
    } else if (type === 'function_call_output' || type === 'custom_tool_call_output') {
      if (!calls.has(id)) broken.push('a result that answers no call')
      if (at(item, 'output') === undefined) broken.push('a result without output')
      answered.add(id)
    } else if (type === 'reasoning' && !Array.isArray(at(item, 'summary')))
      broken.push('reasoning without a summary list')
  }
  if ([...calls].some((id) => !answered.has(id))) broken.push('a call without its result')
  const input = at(body, 'input')
  if (input === undefined || (Array.isArray(input) && input.length === 0)) broken.push('no input')
  for (const tool of objectsAt(body, 'tools')) {
    const type = textAt(tool, 'type')
    if ((type === 'function' || type === 'custom') && !OPENAI_NAME.test(textAt(tool, 'name')))
      broken.push('tool name')
    if (type === 'function' && !('parameters' in tool)) broken.push('function without parameters')
  }
  const format = at(body, 'text', 'format')
  if (textAt(format, 'type') === 'json_schema' && !OPENAI_NAME.test(textAt(format, 'name')))
    broken.push('name of the format')
  const foreign = [
    'messages',
    'max_tokens',
    'max_completion_tokens',
    'response_format',
    'reasoning_effort',
    'system',
    'stop',
    'n',
    'seed',
    'top_k',
    'presence_penalty',
    'frequency_penalty',
    'logprobs'
  ]
  for (const name of foreign) if (name in body) broken.push(`${name} is of another dialect`)
  return broken
}

const MESSAGES_FIELDS =
  'model messages max_tokens system metadata stop_sequences stream temperature top_p top_k tools tool_choice thinking service_tier output_config output_format cache_control container context_management mcp_servers inference_geo speed'.split(
    ' '
  )

function messagesRules(body: Json): string[] {
  const broken: string[] = []
  for (const name of Object.keys(body))
    if (!MESSAGES_FIELDS.includes(name)) broken.push(`${name} is of another dialect`)
  const limit = numberAt(body, 'max_tokens')
  if (limit === null || limit < 1 || !Number.isInteger(limit)) broken.push('no max_tokens')
  const temperature = numberAt(body, 'temperature')
  if (temperature !== null && (temperature < 0 || temperature > 1)) broken.push('temperature not in 0 to 1')
  const thinks = textAt(body, 'thinking', 'type') === 'enabled'
  const budget = numberAt(body, 'thinking', 'budget_tokens') ?? 0
  if (thinks && (budget < 1024 || budget >= (limit ?? 0)))
    broken.push('budget_tokens not in 1024 to max_tokens')
  if (thinks && temperature !== null && temperature !== 1) broken.push('temperature with thinking')
  let open: string[] = []
  for (const message of objectsAt(body, 'messages')) {
    const role = textAt(message, 'role')
    const content = at(message, 'content')
    const blocks =
      typeof content === 'string' ? [{ type: 'text', text: content }] : objectsAt(message, 'content')
    if (blocks.length === 0) broken.push('a message without content')
    for (const block of blocks)
      if (textAt(block, 'type') === 'text' && textAt(block, 'text').trim() === '')
        broken.push('an empty text block')
    const results = blocks
      .filter((block) => textAt(block, 'type') === 'tool_result')
      .map((block) => textAt(block, 'tool_use_id'))
    if (open.some((id) => !results.includes(id)))
      broken.push('a tool_use without its result in the next message')
    if (results.some((id) => !open.includes(id))) broken.push('a tool_result that answers no open call')
    if (
      results.length > 0 &&
      blocks.findIndex((block) => textAt(block, 'type') !== 'tool_result') in blocks
    ) {
      const first = blocks.findIndex((block) => textAt(block, 'type') !== 'tool_result')
      if (first < results.length) broken.push('tool results do not come first')
    }
    const calls = blocks.filter((block) => textAt(block, 'type') === 'tool_use')
    if (calls.some((call) => !isObject(at(call, 'input')))) broken.push('input of a call is no object')
    if (calls.some((call) => !/^[a-zA-Z0-9_-]+$/.test(textAt(call, 'id')))) broken.push('id of a call')
    open = role === 'assistant' ? calls.map((call) => textAt(call, 'id')) : []
  }
  if (objectsAt(body, 'messages').length === 0) broken.push('no messages')
  if (textAt(objectsAt(body, 'messages')[0], 'role') === 'assistant')
    broken.push('the assistant speaks first')
  if (open.length > 0) broken.push('a tool_use without its result in the next message')
  const tools = objectsAt(body, 'tools')
  for (const tool of tools) {
    if (textAt(tool, 'type') !== '' && textAt(tool, 'type') !== 'custom') continue
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(textAt(tool, 'name'))) broken.push('tool name')
    if (textAt(tool, 'input_schema', 'type') !== 'object') broken.push('schema of a tool is no object')
  }
  if (at(body, 'tool_choice') !== undefined && tools.length === 0) broken.push('tool_choice without tools')
  if (cacheMarks(body) > 4) broken.push('more than 4 cache marks')
  return broken
}

function cacheMarks(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + cacheMarks(inner), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum +
      (name === 'cache_control' ? 1 : name === 'input_schema' || name === 'input' ? 0 : cacheMarks(inner)),
    0
  )
}

const GEMINI_FIELDS =
  'contents systemInstruction tools toolConfig safetySettings generationConfig cachedContent labels store serviceTier'.split(
    ' '
  )

function geminiRules(body: Json): string[] {
  const broken: string[] = []
  for (const name of Object.keys(body))
    if (!GEMINI_FIELDS.includes(name)) broken.push(`${name} is of another dialect`)
  const contents = objectsAt(body, 'contents')
  if (contents.length === 0) broken.push('no contents')
  let calls = 0
  for (const content of contents) {
    const role = textAt(content, 'role')
    if (role !== 'user' && role !== 'model') broken.push(`role ${role}`)
    const parts = objectsAt(content, 'parts')
    if (parts.length === 0) broken.push('a content without parts')
    const results = parts.filter((part) => 'functionResponse' in part)
    if (calls > 0 && results.length !== calls) broken.push('not as many results as calls')
    if (calls === 0 && results.length > 0) broken.push('results that answer no call')
    if (results.some((part) => !isObject(at(part, 'functionResponse', 'response'))))
      broken.push('a response that is no object')
    if (results.some((part) => textAt(part, 'functionResponse', 'name') === ''))
      broken.push('a response without a name')
    const asked = parts.filter((part) => 'functionCall' in part)
    if (asked.some((part) => !isObject(at(part, 'functionCall', 'args') ?? {})))
      broken.push('args that are no object')
    calls = asked.length
  }
  if (calls > 0) broken.push('not as many results as calls')
  const first = textAt(contents[0], 'role') === 'model' ? objectsAt(contents[0], 'parts') : []
  if (first.some((part) => 'functionCall' in part)) broken.push('a call before any turn of the user')
  for (const tool of objectsAt(body, 'tools')) {
    for (const own of objectsAt(tool, 'functionDeclarations')) {
      if (!/^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/.test(textAt(own, 'name'))) broken.push('tool name')
      if ('parameters' in own && 'parametersJsonSchema' in own) broken.push('two schemas of one tool')
    }
  }
  if (listAt(body, 'generationConfig', 'stopSequences').length > 5) broken.push('more than 5 stop sequences')
  return broken
}
