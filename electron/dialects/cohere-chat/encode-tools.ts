import { GatehouseError } from '../../../shared/errors.ts'
import { DIALECT_NAMES } from '../../../shared/domain/dialect.ts'
import type { ChatRequest, FunctionTool, Tool, ToolChoice } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, type Fields } from '../json.ts'
import { objectSchema } from '../object-schema.ts'
import { noteCache } from './encode-content.ts'
import { noteExtra, shortName, type Encoding } from './encoding.ts'

/**
 * `tools`, `strict_tools` and `tool_choice`, which knows two words and no names
 * (https://docs.cohere.com/docs/tool-use-usage-patterns#forcing-tool-usage).
 */
export function encodeTools(chat: ChatRequest, encoding: Encoding): Fields {
  const { toolChoice: choice } = chat
  const kept = chosenTools(chat.tools, choice, encoding)
  const tools = kept.flatMap((tool) => encodeTool(tool, encoding))
  if (chat.parallelToolCalls === false)
    encoding.notes.add('parallel_tool_calls was left out: Cohere has no field for it')
  if (tools.length === 0 && !encoding.own) {
    if (isForced(choice) || choice?.type === 'native') throw noTools()
    return {}
  }
  return saidFields({
    tools: tools.length === 0 ? undefined : tools,
    strict_tools: strictOf(kept, encoding),
    tool_choice: encodeChoice(choice)
  })
}

function isForced(choice: ToolChoice | undefined): boolean {
  if (choice?.type === 'allowed') return choice.required
  return choice?.type === 'required' || choice?.type === 'tool'
}

function noTools(): GatehouseError {
  return new GatehouseError(
    'not_translatable',
    'The request wants a tool to be called, but none of its tools can be used with Cohere. Send it to a provider of its own dialect, or let the model choose.'
  )
}

/** A tool by its name is had by telling of no other. */
function chosenTools(
  tools: readonly Tool[],
  choice: ToolChoice | undefined,
  { notes }: Encoding
): readonly Tool[] {
  if (choice?.type !== 'tool' && choice?.type !== 'allowed') return tools
  const names = choice.type === 'tool' ? [choice.name] : choice.names
  const chosen = tools.filter((tool) => tool.type === 'server' || names.includes(tool.name))
  if (chosen.length < tools.length)
    notes.add('tools that may not be called were left out: Cohere has no choice by name')
  return chosen
}

function encodeChoice(choice: ToolChoice | undefined): unknown {
  if (isForced(choice)) return 'REQUIRED'
  if (choice?.type === 'none') return 'NONE'
  if (choice?.type !== 'native') return undefined
  if (choice.dialect === 'cohere-chat') return choice.value
  throw new GatehouseError(
    'not_translatable',
    `The request wants a tool to be called that only ${DIALECT_NAMES[choice.dialect]} has. Send it to a provider of that dialect, or let the model choose.`
  )
}

function encodeTool(tool: Tool, encoding: Encoding): Fields[] {
  if (tool.type === 'server' && tool.dialect === 'cohere-chat') return [tool.value]
  // Custom tools have become functions before (`fit-tools.ts`).
  if (tool.type !== 'function') {
    const [key = tool.name] =
      tool.type === 'server' && tool.dialect === 'gemini' ? Object.keys(tool.value) : []
    const whose =
      tool.type === 'server' ? `only ${DIALECT_NAMES[tool.dialect]} has it` : 'Cohere has no such kind'
    encoding.notes.add(`the tool ${shortName(key)} was left out: ${whose}`)
    return []
  }
  noteExtra(encoding, tool.extra)
  noteCache(tool.cache, encoding)
  const { function: inner, ...outer } = ownFields('cohere-chat', tool.extra)
  const { name, description, schema } = tool
  const parameters = encoding.own ? schema : parametersOf(tool, encoding)
  return [
    {
      ...outer,
      type: 'function',
      function: { ...fieldsOf(inner), ...saidFields({ name, description, parameters }) }
    }
  ]
}

/** `parameters` is required, also where there are none. */
function parametersOf({ name, schema }: FunctionTool, { notes }: Encoding): Fields {
  const fitted = objectSchema(schema)
  if (fitted.isMerged) {
    const what = `the alternatives in the schema of the tool ${shortName(name)} were put together`
    notes.add(`${what}: Cohere wants the schema of one object`)
  }
  return fitted.schema
}

/**
 * Strictness is of all tools or of none here, and each must then have a required argument
 * (https://docs.cohere.com/docs/structured-outputs#structured-outputs-tools).
 */
function strictOf(tools: readonly Tool[], { own, notes }: Encoding): boolean | undefined {
  const functions = tools.filter((tool): tool is FunctionTool => tool.type === 'function')
  if (own) return functions.find(({ strict }) => strict !== undefined)?.strict
  if (!functions.some(({ strict }) => strict === true)) return undefined
  if (functions.every((tool) => tool.strict === true && hasRequired(tool))) return true
  notes.add(
    'strict was left out: with Cohere all tools are strict or none is, and strict ones have a required argument'
  )
  return undefined
}

function hasRequired({ schema }: FunctionTool): boolean {
  const required = schema?.['required']
  return Array.isArray(required) && required.length > 0
}
