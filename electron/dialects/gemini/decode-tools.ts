import type { FunctionTool, ServerTool, Tool, ToolChoice } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, recordsOf, textOf, type Fields } from '../json.ts'
import { dotted } from './dotted-fields.ts'
import { readSchema } from './read-schema.ts'

/**
 * A `Tool` holds any number of functions and of Google's own tools (https://ai.google.dev/api/caching#Tool): each
 * becomes a tool of its own.
 */
export function decodeTools(value: unknown): readonly Tool[] {
  const tools = Array.isArray(value) ? recordsOf(value) : recordsOf([value])
  return tools.flatMap((tool) => Object.entries(tool).flatMap(([name, held]) => readTool(name, held)))
}

function readTool(name: string, held: unknown): Tool[] {
  if (name === 'functionDeclarations') {
    return (Array.isArray(held) ? recordsOf(held) : recordsOf([held])).map(readFunction)
  }
  const tool: ServerTool = { type: 'server', dialect: 'gemini', name, value: { [name]: held } }
  return [tool]
}

function readFunction(declaration: Fields): FunctionTool {
  const reader = new FieldReader(declaration)
  const name = reader.text('name') ?? ''
  const description = reader.text('description')
  const own = reader.object('parameters')
  const schema = reader.object('parametersJsonSchema') ?? (own === undefined ? undefined : readSchema(own))
  const extra = reader.extra('gemini')
  return {
    type: 'function',
    name,
    ...(description === undefined ? {} : { description }),
    ...(schema === undefined ? {} : { schema }),
    ...(extra === undefined ? {} : { extra })
  }
}

/** `FunctionCallingConfig.Mode` by its number. */
const MODES = ['MODE_UNSPECIFIED', 'AUTO', 'ANY', 'NONE', '', 'VALIDATED']

/** `toolConfig` as a choice of tools, and what else it says. */
export function decodeToolConfig(value: unknown): { readonly choice?: ToolChoice; readonly rest: Fields } {
  const config = fieldsOf(value)
  if (config === undefined) return { rest: {} }
  const reader = new FieldReader(config)
  const calling = new FieldReader(reader.object('functionCallingConfig') ?? {})
  const mode = calling.take('mode', (word) =>
    typeof word === 'number' ? MODES[word] : textOf(word)?.toUpperCase()
  )
  const names = calling.take('allowedFunctionNames', namesOf)
  const choice = choiceOf(mode, names ?? [])
  const rest = {
    ...dotted('toolConfig', reader.rest()),
    ...dotted('toolConfig.functionCallingConfig', calling.rest()),
    // "Validated" is "auto" with checked arguments; other dialects say that of each tool, if at all.
    ...(mode === 'VALIDATED' && choice?.type === 'auto'
      ? { 'toolConfig.functionCallingConfig.mode': mode }
      : {})
  }
  return choice === undefined ? { rest } : { choice, rest }
}

function namesOf(value: unknown): readonly string[] | undefined {
  const names = Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
  return names.length === 0 ? undefined : names
}

function choiceOf(mode: string | undefined, names: readonly string[]): ToolChoice | undefined {
  const [only] = names
  if (mode === 'AUTO') return { type: 'auto' }
  if (mode === 'NONE') return { type: 'none' }
  if (mode === 'VALIDATED') {
    return only === undefined ? { type: 'auto' } : { type: 'allowed', names, required: false }
  }
  if (mode !== 'ANY') return undefined
  if (only === undefined) return { type: 'required' }
  return names.length === 1 ? { type: 'tool', name: only } : { type: 'allowed', names, required: true }
}
