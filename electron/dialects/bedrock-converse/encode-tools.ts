import { assertNever } from '../../../shared/assert-never.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, FunctionTool, Message, Tool, ToolChoice } from '../chat.ts'
import { ownFields, saidFields } from '../field-reader.ts'
import { fieldsOf, isFields, recordsOf, type Fields } from '../json.ts'
import { cachePoint } from './cache-points.ts'
import type { ConverseRules } from './model-rules.ts'
import type { Note } from '../note.ts'

/**
 * `toolConfig` (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolConfiguration.html); undefined
 * where there are no tools. `messages` are as they will be sent: where calls stand in them, tools must be there as well.
 */
export function encodeTools(
  chat: ChatRequest,
  messages: readonly Message[],
  rules: ConverseRules,
  note: Note
): Fields | undefined {
  const own = chat.from === 'bedrock-converse'
  const history = own ? [] : calledTools(messages)
  const tools = offered(chat, history.length > 0, note).flatMap((tool) => encodeTool(tool, own, rules, note))
  const choice = encodeChoice(chat.toolChoice, tools, own)
  if (tools.length === 0 && own) return choice === undefined ? undefined : { tools, toolChoice: choice }
  if (tools.length === 0) {
    if (choice?.['any'] !== undefined) {
      throw refused('the request forces a tool, but has none that Bedrock knows: allow an answer without')
    }
    if (history.length === 0) return undefined
    note('tools of earlier calls were named again: Bedrock takes no calls without their tools')
    return { tools: history.map((name) => ({ toolSpec: { name, inputSchema: { json: NO_SCHEMA } } })) }
  }
  if (chat.parallelToolCalls === false && !own) {
    note('parallel_tool_calls was left out: Bedrock has no such field')
  }
  return saidFields({ tools, toolChoice: choice })
}

const NO_SCHEMA: Fields = { type: 'object', properties: {} }

function calledTools(messages: readonly Message[]): readonly string[] {
  const names = messages.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'tool-call' ? [part.name] : []))
  )
  return [...new Set(names)]
}

/** There is no choice of none and no subset: what may not be called isn't offered, as far as that is possible. */
function offered({ from, tools, toolChoice }: ChatRequest, hasCalls: boolean, note: Note): readonly Tool[] {
  if (from === 'bedrock-converse') return tools
  if (toolChoice?.type === 'none') {
    if (tools.length > 0) {
      note(
        hasCalls
          ? 'tool_choice none was left out: Bedrock has no such choice, and earlier calls need their tools'
          : 'tools were left out, since none may be called: Bedrock has no such choice'
      )
    }
    if (!hasCalls) return []
    return tools
  }
  if (toolChoice?.type !== 'allowed') return tools
  note('tools that the choice of tools does not allow were left out: Bedrock has no such choice')
  const allowed = new Set(toolChoice.names)
  return tools.filter((tool) => tool.type === 'server' || allowed.has(tool.name))
}

function encodeTool(tool: Tool, own: boolean, rules: ConverseRules, note: Note): readonly Fields[] {
  switch (tool.type) {
    case 'function': {
      const spec = own ? ownSpec(tool) : encodeSpec(tool, note)
      if (tool.cache === undefined) return [spec]
      if (own || rules.caches === 'all') return [spec, cachePoint(tool.cache)]
      note('cache marks of tools were left out: this model takes none there')
      return [spec]
    }
    case 'server':
      if (tool.dialect === 'bedrock-converse') return [tool.value]
      note(`the tool ${tool.name} was left out: only ${tool.dialect} knows it`)
      return []
    case 'custom':
      note(`the tool ${tool.name} was left out: Bedrock has no tools of free text`)
      return []
    default:
      return assertNever(tool)
  }
}

function ownSpec({ name, description, schema, strict, extra }: FunctionTool): Fields {
  const inputSchema = schema === undefined ? undefined : { json: schema }
  const own = ownFields('bedrock-converse', extra)
  return { toolSpec: saidFields({ name, description, inputSchema, strict, ...own }) }
}

function encodeSpec(tool: FunctionTool, note: Note): Fields {
  // Whether a schema can be enforced is not known before, and a strict one that can't be is refused.
  if (tool.strict === true)
    note('strict was left out of tools: Bedrock refuses schemas that it can not enforce')
  const description = tool.description === '' ? undefined : tool.description
  const inputSchema = { json: objectSchema(tool, note) }
  return { toolSpec: saidFields({ name: tool.name, description, inputSchema }) }
}

/** The schema of the arguments is one of an object, and not a choice between several. */
function objectSchema({ name, schema }: FunctionTool, note: Note): Fields {
  if (schema === undefined) return NO_SCHEMA
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((union) => recordsOf(schema[union]))
  if (branches.length === 0) return schema['type'] === 'object' ? schema : { ...schema, type: 'object' }
  note(`the alternatives in the schema of the tool ${name} were put together: the API takes none at its top`)
  const { anyOf: _any, oneOf: _one, allOf: _all, ...rest } = schema
  const members = branches.flatMap((branch) => (isFields(branch['properties']) ? [branch['properties']] : []))
  return {
    ...rest,
    type: 'object',
    properties: Object.assign({}, ...members, fieldsOf(schema['properties']))
  }
}

function encodeChoice(
  choice: ToolChoice | undefined,
  tools: readonly Fields[],
  own: boolean
): Fields | undefined {
  switch (choice?.type) {
    case undefined:
    case 'none':
      return undefined
    case 'auto':
      return { auto: {} }
    case 'required':
      return { any: {} }
    case 'allowed':
      return choice.required ? { any: {} } : { auto: {} }
    case 'tool':
      if (own || tools.some((tool) => fieldsOf(tool['toolSpec'])?.['name'] === choice.name)) {
        return { tool: { name: choice.name } }
      }
      throw refused(`the request forces the tool ${choice.name}, which Bedrock can't be given`)
    case 'native':
      if (choice.dialect === 'bedrock-converse') return fieldsOf(choice.value)
      throw refused(`the choice of tools is one that only ${choice.dialect} knows`)
    default:
      return assertNever(choice)
  }
}

function refused(message: string): GatehouseError {
  return new GatehouseError('not_translatable', message)
}
