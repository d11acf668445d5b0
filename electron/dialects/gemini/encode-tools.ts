import { assertNever } from '../../../shared/assert-never.ts'
import { DIALECT_NAMES } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, FunctionTool, Tool, ToolChoice } from '../chat.ts'
import { ownFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import { undotted } from './dotted-fields.ts'
import { fitSchema } from './fit-schema.ts'
import type { Notes } from './notes.ts'

/**
 * Tools: all functions in one `Tool`, since Vertex takes several only where all of them search
 * (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling), Google's own each in its own.
 */
export function encodeTools(chat: ChatRequest, notes: Notes): readonly Fields[] | undefined {
  const functions: Fields[] = []
  const tools: Fields[] = []
  for (const tool of chat.tools) {
    if (tool.type === 'function') {
      if (functions.length === 0) tools.push({ functionDeclarations: functions })
      functions.push(encodeFunction(tool, chat.from === 'gemini', notes))
    } else if (tool.type === 'server' && tool.dialect === 'gemini') tools.push(tool.value)
    else notes.add(`the tool ${tool.name} was left out: ${whyNot(tool)}`)
  }
  return tools.length === 0 ? undefined : tools
}

function whyNot(tool: Tool): string {
  return tool.type === 'server' ? 'it runs at its own provider' : 'Gemini has no tools of free text'
}

function encodeFunction(tool: FunctionTool, isOwn: boolean, notes: Notes): Fields {
  const { name, description, schema, strict, cache, extra } = tool
  notes.addExtra(extra)
  if (strict === true) notes.add('strict was left out: Gemini has it for all tools or none')
  if (cache !== undefined) {
    notes.add('cache_control was left out: Gemini caches what prompts begin with by itself')
  }
  return {
    name,
    // Google's schema says that it is required, if only as an empty text.
    ...(description === undefined && isOwn ? {} : { description: description ?? '' }),
    ...(schema === undefined ? {} : { parametersJsonSchema: isOwn ? schema : objectSchema(schema) }),
    ...ownFields('gemini', extra)
  }
}

/** Parameters are an object's properties, also where a client did not say so. */
function objectSchema(schema: Fields): Fields {
  const fitted = fitSchema(schema)
  return fitted['type'] === undefined && fitted['$ref'] === undefined ? { type: 'object', ...fitted } : fitted
}

/**
 * `toolConfig`. Google refuses the choice of a function where there is none to choose from, so that it goes with the
 * functions; a call that was demanded of a tool that had to be left out is refused here.
 */
export function encodeToolConfig(chat: ChatRequest, own: Fields): Fields | undefined {
  const { inner } = undotted('toolConfig', own)
  const { inner: calling, rest } = undotted('functionCallingConfig', inner)
  const names = new Set(chat.tools.flatMap((tool) => (tool.type === 'function' ? [tool.name] : [])))
  const chosen = chat.toolChoice === undefined ? undefined : encodeChoice(chat, chat.toolChoice, names)
  const said = { ...chosen, ...calling }
  const config = {
    ...(Object.keys(said).length === 0 ? {} : { functionCallingConfig: said }),
    ...rest
  }
  return Object.keys(config).length === 0 ? undefined : config
}

function encodeChoice(chat: ChatRequest, choice: ToolChoice, names: ReadonlySet<string>): Fields | undefined {
  const isOwn = chat.from === 'gemini'
  switch (choice.type) {
    case 'auto':
      return isOwn ? { mode: 'AUTO' } : undefined
    case 'none':
      return isOwn || names.size > 0 ? { mode: 'NONE' } : undefined
    case 'required':
      if (isOwn || names.size > 0) return { mode: 'ANY' }
      if (chat.tools.length > 0) refuseChoice('a tool call is required')
      return undefined
    case 'tool':
      if (!isOwn && !names.has(choice.name)) refuseChoice(`a call of ${choice.name} is required`)
      return { mode: 'ANY', allowedFunctionNames: [choice.name] }
    case 'allowed': {
      const allowed = isOwn ? choice.names : choice.names.filter((name) => names.has(name))
      if (allowed.length === 0) {
        if (choice.required) refuseChoice('a call of one of some tools is required')
        return names.size > 0 ? { mode: 'NONE' } : undefined
      }
      // "Auto" takes no list of names; "validated" is auto with one.
      return { mode: choice.required ? 'ANY' : 'VALIDATED', allowedFunctionNames: allowed }
    }
    case 'native':
      return refuseChoice(`a tool that only ${DIALECT_NAMES[choice.dialect]} has is required`)
    default:
      return assertNever(choice)
  }
}

function refuseChoice(what: string): never {
  throw new GatehouseError(
    'not_translatable',
    `tool_choice: ${what.slice(0, 150)}, but this model can't be given that tool. Offer it as a function, or choose a model of the ` +
      'provider that runs it.'
  )
}
