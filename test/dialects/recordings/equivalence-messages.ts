import { change, changeEach, without } from './change-json.ts'
import { isObject, type Json } from './walk-json.ts'

export function messagesRequest(body: Json): Json {
  // Not to stream is what is done where nothing is said.
  const quiet = without(body, 'stream', false)
  const texts = changeEach(change(quiet, 'system', asBlocks), 'messages', (message) =>
    changeEach(change(message, 'content', asBlocks), 'content', (block) =>
      block['type'] === 'tool_result' ? change(block, 'content', asBlocks) : block
    )
  )
  // The beta's `output_format` has become `output_config.format`.
  const format = texts['output_format']
  if (format === undefined) return texts
  const config = isObject(texts['output_config']) ? texts['output_config'] : {}
  return { ...without(texts, 'output_format'), output_config: { ...config, format } }
}

/** A text is short for a list of one text block (https://docs.claude.com/en/api/messages#body-messages-content). */
function asBlocks(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value === '' ? undefined : [{ type: 'text', text: value }]
}

export function messagesReply(body: Json): Json {
  return body
}
