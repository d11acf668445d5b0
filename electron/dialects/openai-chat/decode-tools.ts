import type { Extra, FunctionTool, Tool, ToolChoice } from '../chat.ts'
import { FieldReader } from '../field-reader.ts'
import { booleanOf, fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'

/** Tools of a request; kinds that are unknown belong to the server (`openrouter:web_search`). */
export function decodeTool(fields: Fields): Tool {
  const tool = new FieldReader(fields)
  const type = textOf(fields['type']) ?? 'function'
  if (type === 'function') {
    tool.drop('type')
    // Some clients send the flat form of the Responses API.
    const inner = tool.object('function')
    return decodeFunction(
      inner === undefined ? tool : new FieldReader(inner),
      inner === undefined ? null : tool
    )
  }
  const custom = type === 'custom' ? tool.object('custom') : undefined
  const isFlat = type === 'custom' && custom === undefined && typeof fields['name'] === 'string'
  if (custom === undefined && !isFlat) {
    return { type: 'server', dialect: 'openai-chat', name: type, value: fields }
  }
  tool.drop('type')
  const reader = custom === undefined ? tool : new FieldReader(custom)
  const [name, description] = [reader.text('name') ?? '', reader.text('description')]
  const format = reader.object('format')
  const extra = isFlat ? extraOf(reader.rest(), undefined) : extraOf(tool.rest(), reader.rest())
  return { type: 'custom', name, description, format, extra }
}

/** An entry of `functions`, which were what `tools` are now. */
export function decodeFunction(reader: FieldReader, tool: FieldReader | null = null): FunctionTool {
  const cache = (tool ?? reader).object('cache_control')
  const [name, description] = [reader.text('name') ?? '', reader.text('description')]
  const schema = reader.object('parameters')
  const strict = reader.take('strict', booleanOf)
  const extra = tool === null ? extraOf(reader.rest(), undefined) : extraOf(tool.rest(), reader.rest())
  return { type: 'function', name, description, schema, strict, cache, extra }
}

function extraOf(outer: Fields | undefined, inner: Fields | undefined): Extra | undefined {
  const fields = inner === undefined ? outer : { ...outer, function: inner }
  return fields === undefined ? undefined : { dialect: 'openai-chat', fields }
}

/** `tool_choice`; undefined where it says nothing. Mistral's word for `required` is `any`. */
export function decodeToolChoice(value: unknown): ToolChoice | undefined {
  if (value === 'auto' || value === 'none' || value === 'required') return { type: value }
  if (value === 'any') return { type: 'required' }
  const fields = fieldsOf(value)
  if (fields === undefined) return typeof value === 'string' ? native(value) : undefined
  const custom = fieldsOf(fields['custom'])
  const inner = custom ?? fieldsOf(fields['function']) ?? (fields['type'] === 'function' ? fields : undefined)
  const name = textOf(inner?.['name'])
  if (name !== undefined && (fields['type'] === 'custom' || custom === undefined))
    return custom === undefined ? { type: 'tool', name } : { type: 'tool', name, custom: true }
  return decodeAllowed(fieldsOf(fields['allowed_tools'])) ?? native(fields)
}

/** `function_call`, the choice for `functions`. */
export function decodeFunctionChoice(value: unknown): ToolChoice | undefined {
  if (value === 'auto' || value === 'none') return { type: value }
  const name = textOf(fieldsOf(value)?.['name'])
  return name === undefined ? undefined : { type: 'tool', name }
}

/** https://platform.openai.com/docs/guides/function-calling#allowed-tools; only where all are functions. */
function decodeAllowed(allowed: Fields | undefined): ToolChoice | undefined {
  if (allowed === undefined) return undefined
  const names = recordsOf(allowed['tools']).map((tool) => textOf(fieldsOf(tool['function'])?.['name']))
  const known = names.filter((name) => name !== undefined)
  const all = Array.isArray(allowed['tools']) ? allowed['tools'].filter(isFields).length : 0
  if (known.length === 0 || known.length !== all) return undefined
  return { type: 'allowed', names: known, required: allowed['mode'] === 'required' }
}

function native(value: unknown): ToolChoice {
  return { type: 'native', dialect: 'openai-chat', value }
}
