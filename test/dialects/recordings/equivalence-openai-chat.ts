import { change, changeEach, changeObject, renamed, without } from './change-json.ts'
import { isObject, type Json } from './walk-json.ts'

export function chatRequest(body: Json): Json {
  // Not to stream is what is done where nothing is said; nor are log probabilities given.
  const quiet = without(without(body, 'stream', false), 'logprobs', false)
  // The limit has an old and a new name.
  const limited = renamed(quiet, 'max_tokens', 'max_completion_tokens')
  // Gatehouse asks for token counts whether the client does or not.
  const counted = withoutEmpty(
    changeObject(limited, 'stream_options', (options) => without(options, 'include_usage')),
    'stream_options'
  )
  const stopped = change(counted, 'stop', oneInList)
  return changeEach(stopped, 'messages', chatMessage)
}

export function completionsRequest(body: Json): Json {
  const counted = changeObject(without(body, 'stream', false), 'stream_options', (options) =>
    without(options, 'include_usage')
  )
  // A list of one prompt is that prompt.
  const prompted = change(withoutEmpty(counted, 'stream_options'), 'prompt', (prompt) =>
    Array.isArray(prompt) && prompt.length === 1 ? prompt[0] : prompt
  )
  return change(prompted, 'stop', oneInList)
}

export function chatReply(body: Json): Json {
  return changeEach(body, 'choices', (choice) =>
    // Perplexity's whole replies also have an empty delta.
    changeObject(without(choice, 'delta'), 'message', chatMessage)
  )
}

function chatMessage(message: Json): Json {
  // The thoughts have two names, and some servers send both.
  const thoughts = without(renamed(message, 'reasoning', 'reasoning_content'), 'reasoning_content', '')
  // No text beside tool calls is null, '' or left out.
  const content = without(change(thoughts, 'content', oneText), 'content', '')
  // Only chunks of a stream need the place of a call.
  return changeEach(content, 'tool_calls', (call) => without(call, 'index'))
}

/** A list of one plain text part is that text. */
function oneText(content: unknown): unknown {
  if (!Array.isArray(content) || content.length !== 1) return content
  const part: unknown = content[0]
  const plain = isObject(part) && part['type'] === 'text' && Object.keys(part).length === 2
  return plain ? part['text'] : content
}

function oneInList(value: unknown): unknown {
  return typeof value === 'string' ? [value] : value
}

function withoutEmpty(body: Json, name: string): Json {
  const value = body[name]
  return isObject(value) && Object.keys(value).length === 0 ? without(body, name) : body
}
