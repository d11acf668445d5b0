import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import { readChatStream } from './read-chat-stream.ts'
import { readCohereStream } from './read-cohere.ts'
import { readMessagesStream } from './read-messages-stream.ts'
import { readResponsesStream } from './read-responses-stream.ts'
import { plainObjects } from './read-events.ts'
import { at, isObject, listAt, objectAt, objectsAt, textAt, type Json } from './walk-json.ts'

/** What a tool says in the next turn, so that the conversation is whole. */
const RESULT = 'done'

/**
 * The next request of a client: the reply stands in its history as the client's SDK puts it there, with a result behind
 * each tool call. It says nothing else, and the same tools need not be there again.
 */
export function echoReply(dialect: ClientDialectId, reply: Json): Json | null {
  switch (dialect) {
    case 'openai-chat':
      return echoChat(objectAt(objectsAt(reply, 'choices')[0], 'message'))
    case 'openai-responses':
      return echoResponse(reply)
    case 'anthropic-messages':
      return echoMessage(reply)
    case 'gemini':
      return echoGemini(objectsAt(objectAt(objectsAt(reply, 'candidates')[0], 'content'), 'parts'))
    case 'cohere-chat':
      return echoChat(objectAt(reply, 'message'))
    case 'openai-completions':
      // Its clients have no history.
      return null
    default:
      return assertNever(dialect)
  }
}

/** The same of a stream, put together as the SDK does. */
export function echoStream(dialect: ClientDialectId, raw: string): Json | null {
  switch (dialect) {
    case 'openai-chat':
      return echoChat(readChatStream(raw).messages[0] ?? {})
    case 'openai-responses':
      return echoResponse(readResponsesStream(raw).response)
    case 'anthropic-messages':
      return echoMessage(readMessagesStream(raw).message)
    case 'gemini': {
      const parts = plainObjects(raw).flatMap((chunk) =>
        objectsAt(objectAt(objectsAt(chunk, 'candidates')[0], 'content'), 'parts')
      )
      return echoGemini(parts)
    }
    case 'cohere-chat':
      return echoChat(readCohereStream(raw).message)
    case 'openai-completions':
      return null
    default:
      return assertNever(dialect)
  }
}

function echoChat(message: Json): Json {
  return {
    model: 'model',
    messages: [
      { role: 'user', content: 'go' },
      { ...message, role: 'assistant' },
      ...objectsAt(message, 'tool_calls').map((call) => ({
        role: 'tool',
        tool_call_id: at(call, 'id'),
        content: RESULT
      })),
      { role: 'user', content: 'go on' }
    ]
  }
}

function echoResponse(response: Json): Json {
  const output = objectsAt(response, 'output')
  return {
    model: 'model',
    store: false,
    input: [
      { role: 'user', content: 'go' },
      ...output,
      ...output.flatMap((item) => {
        const type = textAt(item, 'type')
        if (type !== 'function_call' && type !== 'custom_tool_call') return []
        return [{ type: `${type}_output`, call_id: at(item, 'call_id'), output: RESULT }]
      }),
      { role: 'user', content: 'go on' }
    ]
  }
}

function echoMessage(message: Json): Json {
  const content = objectsAt(message, 'content')
  const results = content
    .filter((block) => textAt(block, 'type') === 'tool_use')
    .map((block) => ({ type: 'tool_result', tool_use_id: at(block, 'id'), content: RESULT }))
  return {
    model: 'model',
    max_tokens: 1000,
    messages: [
      { role: 'user', content: 'go' },
      { role: 'assistant', content },
      { role: 'user', content: [...results, { type: 'text', text: 'go on' }] }
    ]
  }
}

function echoGemini(parts: readonly Json[]): Json {
  const calls = parts.flatMap((part) =>
    isObject(at(part, 'functionCall')) ? [objectAt(part, 'functionCall')] : []
  )
  const answers = calls.map((call) => ({
    functionResponse: { id: at(call, 'id'), name: at(call, 'name'), response: { output: RESULT } }
  }))
  return {
    contents: [
      { role: 'user', parts: [{ text: 'go' }] },
      { role: 'model', parts },
      ...(answers.length === 0 ? [] : [{ role: 'user', parts: answers }]),
      { role: 'user', parts: [{ text: 'go on' }] }
    ]
  }
}

/** Seals that stand in a request to a provider, in their order, with what they belong to. */
export function sealsIn(dialect: ClientDialectId, body: Json): readonly string[] {
  switch (dialect) {
    case 'openai-chat':
      return objectsAt(body, 'messages').flatMap((message) =>
        objectsAt(message, 'reasoning_details').flatMap((detail) =>
          ['signature', 'data'].map((name) => textAt(detail, name)).filter((seal) => seal !== '')
        )
      )
    case 'openai-responses':
      return objectsAt(body, 'input').flatMap((item) =>
        textAt(item, 'type') === 'reasoning'
          ? [textAt(item, 'encrypted_content')].filter((seal) => seal !== '')
          : []
      )
    case 'anthropic-messages':
      return objectsAt(body, 'messages').flatMap((message) =>
        objectsAt(message, 'content').flatMap((block) => {
          const type = textAt(block, 'type')
          const signature = textAt(block, 'signature')
          // Servers that are only like Anthropic's don't sign.
          if (type === 'thinking')
            return signature === '' ? [] : [`${textAt(block, 'thinking')} / ${signature}`]
          return type === 'redacted_thinking' ? [textAt(block, 'data')] : []
        })
      )
    case 'gemini':
      return objectsAt(body, 'contents').flatMap((content) => objectsAt(content, 'parts').flatMap(sealOfPart))
    // Cohere's thoughts are not sealed.
    case 'cohere-chat':
    case 'openai-completions':
      return []
    default:
      return assertNever(dialect)
  }
}

function sealOfPart(part: Json): readonly string[] {
  const seal = textAt(part, 'thoughtSignature')
  if (seal === '') return []
  const call = at(part, 'functionCall')
  const kind = isObject(call)
    ? `call ${textAt(call, 'name')}`
    : (Object.keys(part).find((name) => !name.startsWith('thought')) ?? 'nothing')
  return [`${kind} / ${seal}`]
}

/** The same of a provider's whole reply. */
export function sealsOfReply(dialect: ClientDialectId, reply: Json): readonly string[] {
  switch (dialect) {
    case 'openai-chat':
      return sealsIn(dialect, {
        messages: objectsAt(reply, 'choices')
          .slice(0, 1)
          .map((choice) => at(choice, 'message'))
      })
    case 'openai-responses':
      return sealsIn(dialect, { input: listAt(reply, 'output') })
    case 'anthropic-messages':
      return sealsIn(dialect, { messages: [{ content: listAt(reply, 'content') }] })
    case 'gemini':
      return sealsIn(dialect, {
        contents: objectsAt(reply, 'candidates')
          .slice(0, 1)
          .map((candidate) => at(candidate, 'content'))
      })
    // Cohere's thoughts are not sealed.
    case 'cohere-chat':
    case 'openai-completions':
      return []
    default:
      return assertNever(dialect)
  }
}
