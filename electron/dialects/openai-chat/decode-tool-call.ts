import { idWithoutSeal } from '../carry-seal.ts'
import type { Seal, ToolCallPart } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, textOf, type Fields } from '../json.ts'

/**
 * Calls in the old form (`function_call`) have no id; one that begins so is of Gatehouse's making, and says that the
 * call and its result are written in the old form again.
 */
export const OLD_CALL = 'function_call_'

/** An entry of `tool_calls`. `fallbackId` is for servers that give none (Gemini's OpenAI door once did). */
export function decodeToolCall(fields: Fields, fallbackId: string): ToolCallPart {
  const call = new FieldReader(fields)
  // Mistral and Ollama leave the type out; Snowflake fills both kinds in.
  const isCustom = fields['type'] === 'custom' || fieldsOf(fields['function']) === undefined
  const inner = new FieldReader(call.object(isCustom ? 'custom' : 'function') ?? {})
  call.drop('type', 'index', isCustom ? 'function' : 'custom')
  const { id, seal } = idWithoutSeal(call.text('id') ?? '')
  const name = inner.text('name') ?? ''
  const args = inner.take(isCustom ? 'input' : 'arguments', readArguments) ?? ''
  const [outerRest, innerRest] = [call.rest(), inner.rest()]
  const rest = innerRest === undefined ? outerRest : { ...outerRest, function: innerRest }
  return {
    type: 'tool-call',
    id: id === '' ? fallbackId : id,
    name,
    args,
    ...(isCustom && name !== '' ? { custom: true } : {}),
    seal: thoughtSignature(fields) ?? seal,
    extra: rest === undefined ? undefined : { dialect: 'openai-chat', fields: rest }
  }
}

/** `{name, arguments}` of before there were tools; undefined where it is empty, as Snowflake sends it always. */
export function decodeOldCall(value: unknown, id: string): ToolCallPart | undefined {
  const fields = fieldsOf(value)
  const name = textOf(fields?.['name']) ?? ''
  const args = readArguments(fields?.['arguments']) ?? ''
  return name === '' && args === '' ? undefined : { type: 'tool-call', id, name, args }
}

/** JSON text; some servers and clients have the object itself (Ollama's own form). */
export function readArguments(value: unknown): string | undefined {
  const fields = fieldsOf(value)
  return fields === undefined ? textOf(value) : JSON.stringify(fields)
}

/**
 * Gemini's thought signature where Google's OpenAI door has it: in a call's `extra_content`, and of a text in the
 * message's (https://ai.google.dev/gemini-api/docs/thought-signatures#openai).
 */
export function thoughtSignature(fields: Fields): Seal | undefined {
  const google = fieldsOf(fieldsOf(fields['extra_content'])?.['google'])
  const value = textOf(google?.['thought_signature'])
  return value === undefined || value === '' ? undefined : { dialect: 'gemini', value }
}
