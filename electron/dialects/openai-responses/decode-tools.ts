import type { CustomTool, FunctionTool, Tool, ToolChoice } from '../chat.ts'
import { booleanOf, fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { filledRest, OWN, ownExtra } from './own-extra.ts'

const FUNCTION_NAMES = new Set([
  'type',
  'name',
  'description',
  'parameters',
  'input_schema',
  'function',
  'strict'
])
const CUSTOM_NAMES = new Set(['type', 'name', 'description', 'format'])
const NAMESPACE_NAMES = new Set(['type', 'name', 'tools'])

/** Marks a tool that stands in an item of the input and not among the request's tools. */
export const IN_INPUT = 'additional_tools'

/**
 * The tools of a request, and those that items of its input declare, which are no less known to the model
 * (https://platform.openai.com/docs/guides/tools-tool-search). Tools of a namespace stand side by side with the others
 * and name it; the first of them keeps what the namespace itself says.
 */
export function decodeTools(tools: unknown, input: unknown): Tool[] {
  const known = recordsOf(tools).flatMap((tool) => decodeTool(tool))
  const names = new Set(known.map(keyOf))
  for (const item of recordsOf(input)) {
    if (item['type'] !== 'additional_tools' && item['type'] !== 'tool_search_output') continue
    for (const tool of recordsOf(item['tools']).flatMap((entry) => decodeTool(entry))) {
      if (tool.type === 'server' || names.has(keyOf(tool))) continue
      names.add(keyOf(tool))
      known.push({ ...tool, extra: { dialect: OWN, fields: { ...tool.extra?.fields, type: IN_INPUT } } })
    }
  }
  return known
}

function keyOf(tool: Tool): string {
  return tool.type === 'server' ? '' : `${tool.namespace ?? ''}\n${tool.name}`
}

function decodeTool(tool: Fields): Tool[] {
  const name = textOf(tool['name'])
  switch (tool['type']) {
    case 'namespace':
      return name === undefined ? [serverTool(tool)] : decodeNamespace(tool, name)
    case 'custom':
      return name === undefined ? [serverTool(tool)] : [decodeCustom(tool, name)]
    case 'function':
    case undefined:
      return [decodeFunction(tool) ?? serverTool(tool)]
    default:
      return [serverTool(tool)]
  }
}

function serverTool(tool: Fields): Tool {
  return { type: 'server', dialect: OWN, name: textOf(tool['type']) ?? 'tool', value: tool }
}

/** Flat, as this API has it; chat's nested form and Anthropic's bare one, which Cursor mixes in, are read as well. */
function decodeFunction(tool: Fields): FunctionTool | undefined {
  const definition = fieldsOf(tool['function']) ?? tool
  const name = textOf(definition['name'])
  if (name === undefined) return undefined
  return {
    type: 'function',
    name,
    description: textOf(definition['description']),
    schema: fieldsOf(definition['parameters']) ?? fieldsOf(definition['input_schema']),
    strict: booleanOf(definition['strict']),
    extra: ownExtra(filledRest(tool, FUNCTION_NAMES))
  }
}

function decodeCustom(tool: Fields, name: string): CustomTool {
  return {
    type: 'custom',
    name,
    description: textOf(tool['description']),
    format: fieldsOf(tool['format']),
    extra: ownExtra(filledRest(tool, CUSTOM_NAMES))
  }
}

function decodeNamespace(tool: Fields, namespace: string): Tool[] {
  const inner = recordsOf(tool['tools'])
  const about = filledRest(tool, NAMESPACE_NAMES)
  let first = true
  return inner.flatMap((entry): Tool[] =>
    decodeTool(entry).map((read) => {
      if (read.type === 'server') return serverTool({ ...tool, tools: [entry] })
      const place = first ? { namespace: about } : {}
      first = false
      return { ...read, namespace, extra: ownExtra({ ...read.extra?.fields, ...place }) }
    })
  )
}

/** `tool_choice`, a word or an object; undefined for none. */
export function decodeToolChoice(choice: unknown): ToolChoice | undefined {
  if (choice === 'auto' || choice === 'none' || choice === 'required') return { type: choice }
  if (choice === undefined || choice === null || choice === '') return undefined
  return (
    (isFields(choice) ? decodeNamed(choice) : undefined) ?? { type: 'native', dialect: OWN, value: choice }
  )
}

function decodeNamed(choice: Fields): ToolChoice | undefined {
  const { type } = choice
  const name = textOf(choice['name']) ?? textOf(fieldsOf(choice['function'])?.['name'])
  const namespace = textOf(choice['namespace'])
  if (type === 'function' && name !== undefined) return { type: 'tool', name, namespace }
  if (type === 'custom' && name !== undefined) return { type: 'tool', name, custom: true, namespace }
  return type === 'allowed_tools' ? decodeAllowed(choice) : undefined
}

/** Undefined where tools of other kinds are among the allowed ones. */
function decodeAllowed(choice: Fields): ToolChoice | undefined {
  const { mode, tools } = choice
  const entries = recordsOf(tools)
  const names = entries.flatMap((tool) => (isNamedTool(tool) ? [textOf(tool['name']) ?? ''] : []))
  if (!Array.isArray(tools) || names.length !== tools.length || names.includes('')) return undefined
  return { type: 'allowed', names, required: mode === 'required' }
}

function isNamedTool({ type, ...rest }: Fields): boolean {
  return (type === 'function' || type === 'custom') && Object.keys(rest).join() === 'name'
}
