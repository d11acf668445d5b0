import type { FunctionTool, ServerTool, Tool, ToolChoice } from '../chat.ts'
import { booleanOf, fieldsOf, recordsOf, textOf, type Fields } from '../json.ts'
import { restOf } from './rest-of.ts'

const FUNCTION = new Set(['name', 'description', 'input_schema', 'strict', 'cache_control'])

/**
 * The tools of a request. Tools with a `type` are Anthropic's own: they run there (web search, code) or have a form that
 * its models were trained on (bash, text editor, computer, memory); without one, or `custom`, they are the client's
 * (https://docs.claude.com/en/docs/agents-and-tools/tool-use/overview).
 */
export function decodeTools(tools: unknown): Tool[] {
  return recordsOf(tools).map((tool) => {
    const type = textOf(tool['type'])
    return type === undefined || type === 'custom' ? decodeFunction(tool) : decodeServer(type, tool)
  })
}

export interface DecodedChoice {
  readonly toolChoice?: ToolChoice | undefined
  readonly parallelToolCalls?: boolean | undefined
}

export function decodeToolChoice(choice: unknown, tools: readonly Tool[]): DecodedChoice {
  const fields = fieldsOf(choice)
  if (fields === undefined) return {}
  const disabled = booleanOf(fields['disable_parallel_tool_use'])
  return {
    toolChoice: readChoice(fields, tools),
    parallelToolCalls: disabled === undefined ? undefined : !disabled
  }
}

function readChoice(choice: Fields, tools: readonly Tool[]): ToolChoice {
  const name = textOf(choice['name'])
  switch (choice['type']) {
    case 'auto':
    case 'none':
      return { type: choice['type'] }
    case 'any':
      return { type: 'required' }
    case 'tool':
      if (name !== undefined && !tools.some((tool) => isServerNamed(tool, name)))
        return { type: 'tool', name }
      return { type: 'native', dialect: 'anthropic-messages', value: choice }
    default:
      return { type: 'native', dialect: 'anthropic-messages', value: choice }
  }
}

function isServerNamed(tool: Tool, name: string): boolean {
  return tool.type === 'server' && tool.value['name'] === name
}

function decodeFunction(tool: Fields): FunctionTool {
  return {
    type: 'function',
    name: textOf(tool['name']) ?? '',
    description: textOf(tool['description']),
    schema: fieldsOf(tool['input_schema']),
    strict: booleanOf(tool['strict']),
    cache: fieldsOf(tool['cache_control']),
    extra: restOf(tool, FUNCTION)
  }
}

function decodeServer(name: string, value: Fields): ServerTool {
  return { type: 'server', dialect: 'anthropic-messages', name, value }
}
