import { GatehouseError } from '../../../shared/errors.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatRequest, FunctionTool, Tool, ToolChoice } from '../chat.ts'
import type { ModelRules } from '../claude-rules.ts'
import { fitSchema } from '../fit-claude-schema.ts'
import { fieldsOf, type Fields } from '../json.ts'
import type { Note } from '../note.ts'
import { objectSchema } from '../object-schema.ts'
import { ownFields } from './rest-of.ts'

export interface EncodedTools {
  readonly tools?: readonly Fields[] | undefined
  readonly toolChoice?: Fields | undefined
}

/** Tools and the choice of them (https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use). */
export function encodeTools(chat: ChatRequest, rules: ModelRules, note: Note): EncodedTools {
  const own = chat.from === 'anthropic-messages'
  const offered = allowedTools(chat, note)
  const all = offered.flatMap((tool) => encodeTool(tool, own, rules, note))
  const tools = own ? all : namedOnce(all, note)
  const choice = encodeChoice(chat.toolChoice, tools)
  if (tools.length === 0 && !own) {
    if (choice?.['type'] === 'any') {
      throw refused(
        'the request forces a tool, but has none that a Messages API knows: allow an answer without'
      )
    }
    return {}
  }
  // Each of several calls at once is the default; `none` has no such member.
  const single = chat.parallelToolCalls === false && choice?.['type'] !== 'none'
  return {
    tools: tools.length === 0 && chat.tools.length === 0 ? undefined : tools,
    toolChoice: single ? { type: 'auto', ...choice, disable_parallel_tool_use: true } : choice
  }
}

/** The API knows no subset of the tools: what may not be called isn't offered. */
function allowedTools({ tools, toolChoice }: ChatRequest, note: Note): readonly Tool[] {
  if (toolChoice?.type !== 'allowed') return tools
  note('tools that the choice of tools does not allow were left out: the Messages API has no such choice')
  const allowed = new Set(toolChoice.names)
  return tools.filter((tool) => tool.type === 'server' || allowed.has(tool.name))
}

/** The API refuses two tools of one name. */
function namedOnce(tools: readonly Fields[], note: Note): readonly Fields[] {
  const names = new Set<unknown>()
  return tools.filter(({ name }) => {
    if (typeof name !== 'string' || !names.has(name)) return names.add(name)
    note(`a second tool ${name} was left out: the API takes one of a name`)
    return false
  })
}

function encodeTool(tool: Tool, own: boolean, rules: ModelRules, note: Note): readonly Fields[] {
  switch (tool.type) {
    case 'function':
      return [own ? ownFunction(tool) : encodeFunction(tool, rules, note)]
    case 'server':
      if (tool.dialect === 'anthropic-messages') return [tool.value]
      note(`the tool ${tool.name} was left out: only ${tool.dialect} knows it`)
      return []
    case 'custom':
      note(`the tool ${tool.name} was left out: the Messages API has no tools of free text`)
      return []
    default:
      return assertNever(tool)
  }
}

function ownFunction({ name, description, schema, strict, cache, extra }: FunctionTool): Fields {
  return { name, description, input_schema: schema, strict, cache_control: cache, ...ownFields(extra) }
}

function encodeFunction(tool: FunctionTool, rules: ModelRules, note: Note): Fields {
  const { schema, isMerged } = objectSchema(tool.schema)
  if (isMerged) {
    note(
      `the alternatives in the schema of the tool ${tool.name} were put together: the API takes none at its top`
    )
  }
  return {
    name: tool.name,
    description: tool.description === '' ? undefined : tool.description,
    input_schema: schema,
    strict: tool.strict === true ? strictOf(schema, rules, note) : undefined,
    cache_control: tool.cache,
    ...ownFields(tool.extra)
  }
}

/** Strict tools follow the same rules as guided output; one that doesn't would be refused. */
function strictOf(schema: Fields, rules: ModelRules, note: Note): boolean | undefined {
  if (rules.schemas !== 'yes') {
    note('strict was left out of tools: whether this model knows it is not sure')
    return undefined
  }
  if (fitSchema(schema)?.changed === false) return true
  note('strict was left out of tools: their schemas have more than the API can enforce')
  return undefined
}

function encodeChoice(choice: ToolChoice | undefined, tools: readonly Fields[]): Fields | undefined {
  switch (choice?.type) {
    case undefined:
      return undefined
    case 'auto':
    case 'none':
      return { type: choice.type }
    case 'required':
      return { type: 'any' }
    case 'allowed':
      return { type: choice.required ? 'any' : 'auto' }
    case 'tool':
      if (tools.some(({ name }) => name === choice.name)) return { type: 'tool', name: choice.name }
      throw refused(
        `the request forces the tool ${choice.name.slice(0, 100)}, which a Messages API can't be given`
      )
    case 'native':
      if (choice.dialect === 'anthropic-messages') return fieldsOf(choice.value)
      throw refused(`the choice of tools is one that only ${choice.dialect} knows`)
    default:
      return assertNever(choice)
  }
}

function refused(message: string): GatehouseError {
  return new GatehouseError('not_translatable', message)
}
