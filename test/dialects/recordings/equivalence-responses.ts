import { change, changeEach, without } from './change-json.ts'
import type { Json } from './walk-json.ts'

export function responsesRequest(body: Json): Json {
  // Not to stream is what is done where nothing is said.
  const quiet = without(without(body, 'stream', false), 'model', '')
  // A text is short for one message of the user's (https://platform.openai.com/docs/api-reference/responses/create).
  const listed = change(quiet, 'input', (input) =>
    typeof input === 'string' ? [{ role: 'user', content: input }] : input
  )
  return changeEach(listed, 'input', inputItem)
}

function inputItem(item: Json): Json {
  if (item['role'] === undefined) return item
  // A message need not say that it is one, and its text may stand for a list of one part.
  const type = item['role'] === 'assistant' ? 'output_text' : 'input_text'
  const message = without(item, 'type', 'message')
  return change(message, 'content', (content) =>
    typeof content === 'string' ? (content === '' ? undefined : [{ type, text: content }]) : content
  )
}

export function responsesReply(body: Json): Json {
  return body
}
