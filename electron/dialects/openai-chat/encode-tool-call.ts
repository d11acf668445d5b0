import type { ToolCallPart } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, parseJson, type Fields } from '../json.ts'
import { noteExtra, shortName, type Encoding } from './encoding.ts'
import { noteSeal } from './encode-thoughts.ts'

/** A call of the history as an entry of `tool_calls`. */
export function encodeToolCall(part: ToolCallPart, encoding: Encoding): Fields {
  noteExtra(encoding, part.extra)
  const { function: innerOwn, extra_content: signs, ...own } = ownFields('openai-chat', part.extra)
  const inner = fieldsOf(innerOwn) ?? {}
  const id = encoding.callId(part.id)
  const signed = signFields(part, fieldsOf(signs), encoding)
  return part.custom === true
    ? { ...own, id, type: 'custom', custom: { ...inner, name: part.name, input: part.args }, ...signed }
    : {
        ...own,
        id,
        type: 'function',
        function: { ...inner, name: part.name, arguments: argumentsOf(part, encoding) },
        ...signed
      }
}

/** Where Google's OpenAI door has Gemini's signature. */
function signFields({ seal }: ToolCallPart, signs: Fields | undefined, encoding: Encoding): Fields {
  if (seal === undefined) return {}
  if (signs !== undefined) return { extra_content: signs }
  if (seal.dialect === 'gemini' && encoding.quirks.thoughtSignatures === true)
    return { extra_content: { google: { thought_signature: seal.value } } }
  noteSeal(seal, encoding.notes)
  return {}
}

/**
 * The arguments as JSON text of an object, which vLLM, Ollama and others read them as: a call that was cut in the middle
 * would fail every request that has it in its history.
 */
export function argumentsOf({ args, name }: ToolCallPart, { own, notes }: Encoding): string {
  if (own) return args
  if (args.trim() === '') return '{}'
  const value = parseJson(args)
  if (fieldsOf(value) !== undefined) return args
  // An empty list is how R and PHP write an object of nothing.
  if (value === null || (Array.isArray(value) && value.length === 0)) return '{}'
  notes.add(`the arguments of a call of ${shortName(name)} were wrapped: they are no JSON object`)
  return JSON.stringify({ invalid_arguments: args })
}

/** A call in the old form, without an id. */
export function encodeOldCall(part: ToolCallPart, encoding: Encoding): Fields {
  return saidFields({ name: part.name, arguments: argumentsOf(part, encoding) })
}
