import { assertNever } from '../../../shared/assert-never.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, FunctionTool, Tool, ToolChoice } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { objectSchema } from '../object-schema.ts'
import { cacheMark } from './encode-content.ts'
import { nameOf, noteExtra, shortName, type Encoding } from './encoding.ts'

/**
 * `tools`, `tool_choice` and `parallel_tool_calls`, or their old forms. Custom tools are written as such: where a server
 * has none, they have become functions before (`fit-tools.ts`).
 */
export function encodeTools(chat: ChatRequest, encoding: Encoding): Fields {
  const { own } = encoding
  if (own && chat.legacyFunctions === true) return encodeFunctions(chat, encoding)
  const kept = chosenTools(chat, encoding)
  const tools = kept.flatMap((tool) => encodeTool(tool, encoding))
  const choice = chat.toolChoice
  if (tools.length > 0 || own) {
    return saidFields({
      tools: tools.length === 0 ? undefined : tools,
      tool_choice: choice === undefined ? undefined : encodeChoice(choice, encoding),
      parallel_tool_calls: chat.parallelToolCalls
    })
  }
  const isForced =
    choice?.type === 'required' ||
    choice?.type === 'tool' ||
    choice?.type === 'native' ||
    (choice?.type === 'allowed' && choice.required)
  if (isForced) {
    throw new GatehouseError(
      'not_translatable',
      'The request wants a tool to be called, but none of its tools can be used with this provider. Send it to a provider of its own dialect, or let the model choose.'
    )
  }
  return {}
}

function encodeFunctions(chat: ChatRequest, encoding: Encoding): Fields {
  const { toolChoice } = chat
  return saidFields({
    functions: chat.tools.flatMap((tool) =>
      tool.type === 'function' ? [functionFields(tool, encoding)] : []
    ),
    function_call:
      toolChoice?.type === 'tool'
        ? { name: toolChoice.name }
        : toolChoice?.type === 'auto' || toolChoice?.type === 'none'
          ? toolChoice.type
          : undefined
  })
}

/** Where the server has no list of allowed tools, the others are not told of. */
function chosenTools({ tools, toolChoice }: ChatRequest, { own, quirks, notes }: Encoding): readonly Tool[] {
  if (own || toolChoice?.type !== 'allowed' || quirks.customTools === true) return tools
  const chosen = tools.filter((tool) => tool.type === 'server' || toolChoice.names.includes(tool.name))
  if (chosen.length < tools.length)
    notes.add('tools that may not be called were left out: this provider has no list of allowed tools')
  return chosen
}

function encodeTool(tool: Tool, encoding: Encoding): Fields[] {
  if (tool.type === 'server') {
    if (tool.dialect === 'openai-chat') return [tool.value]
    const [key = tool.name] = Object.keys(tool.value)
    const name = tool.dialect === 'gemini' ? key : tool.name
    encoding.notes.add(`the tool ${shortName(name)} was left out: only ${nameOf(tool.dialect)} has it`)
    return []
  }
  noteExtra(encoding, tool.extra)
  const { function: inner, ...outer } = ownFields('openai-chat', tool.extra)
  if (tool.type === 'function') {
    const fields = { ...fieldsOf(inner), ...functionFields(tool, encoding) }
    return [
      saidFields({
        ...outer,
        type: 'function',
        function: fields,
        cache_control: cacheMark(tool.cache, encoding)
      })
    ]
  }
  const { name, description, format } = tool
  const custom = saidFields({ ...fieldsOf(inner), name, description, format: nestedFormat(format) })
  return [{ ...outer, type: 'custom', custom }]
}

function functionFields(
  { name, description, schema, strict }: FunctionTool,
  { own, notes }: Encoding
): Fields {
  if (own) return saidFields({ name, description, parameters: schema, strict })
  const fitted = objectSchema(schema)
  if (fitted.isMerged) {
    const note = `the alternatives in the schema of the tool ${shortName(name)} were put together: providers take none at its top`
    notes.add(note)
  }
  // Put together it is no schema that could be kept to strictly.
  return saidFields({
    name,
    description,
    parameters: fitted.schema,
    strict: fitted.isMerged ? undefined : strict
  })
}

/** The Responses API has a grammar's members in the format itself. */
function nestedFormat(format: Fields | undefined): Fields | undefined {
  if (format?.['type'] !== 'grammar' || format['grammar'] !== undefined) return format
  const { type, ...grammar } = format
  return { type, grammar }
}

function encodeChoice(choice: ToolChoice, { own, quirks }: Encoding): unknown {
  switch (choice.type) {
    case 'auto':
    case 'none':
    case 'required':
      return choice.type
    case 'tool': {
      const kind = choice.custom === true ? 'custom' : 'function'
      return { type: kind, [kind]: { name: choice.name } }
    }
    case 'allowed': {
      const mode = choice.required ? 'required' : 'auto'
      if (!own && quirks.customTools !== true) return mode
      const tools = choice.names.map((name) => ({ type: 'function', function: { name } }))
      return { type: 'allowed_tools', allowed_tools: { mode, tools } }
    }
    case 'native':
      if (choice.dialect === 'openai-chat') return choice.value
      throw new GatehouseError(
        'not_translatable',
        `The request wants a tool to be called that only ${nameOf(choice.dialect)} has. Send it to a provider of that dialect, or let the model choose.`
      )
    default:
      return assertNever(choice)
  }
}
