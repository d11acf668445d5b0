import { assertNever } from '../../../shared/assert-never.ts'
import { DIALECT_NAMES } from '../../../shared/domain/dialect.ts'
import { GatehouseError } from '../../../shared/errors.ts'
import type { ChatRequest, CustomTool, FunctionTool, Tool, ToolChoice } from '../chat.ts'
import type { Fields } from '../json.ts'
import { fieldsOf } from '../json.ts'
import { objectSchema } from '../object-schema.ts'
import { IN_INPUT } from './decode-tools.ts'
import { OWN, ownFields } from './own-extra.ts'

type NamedTool = FunctionTool | CustomTool

/** The tools for a provider; those of a namespace together again. Undefined where there are none. */
export function encodeTools(chat: ChatRequest, notes: Set<string>): readonly Fields[] | undefined {
  const isOwn = chat.from === OWN
  const tools: Fields[] = []
  const spaces = new Map<string, Fields[]>()
  for (const tool of chat.tools) {
    if (tool.type === 'server') {
      if (tool.dialect === OWN) tools.push(tool.value)
      else notes.add(`the tool ${tool.name} was left out: it runs at its own provider only`)
      continue
    }
    // It stands in an item of the input, and goes with that.
    if (ownFields(tool.extra)['type'] === IN_INPUT) continue
    const encoded = tool.type === 'function' ? encodeFunction(tool, isOwn, notes) : encodeCustom(tool)
    if (tool.namespace === undefined) tools.push(encoded)
    else addToNamespace(tools, spaces, tool, tool.namespace, encoded)
  }
  return tools.length === 0 ? undefined : tools
}

function addToNamespace(
  tools: Fields[],
  spaces: Map<string, Fields[]>,
  tool: NamedTool,
  name: string,
  encoded: Fields
): void {
  const about = fieldsOf(ownFields(tool.extra)['namespace'])
  const space = about === undefined ? spaces.get(name) : undefined
  if (space !== undefined) {
    space.push(encoded)
    return
  }
  const inner = [encoded]
  spaces.set(name, inner)
  tools.push({ description: name, ...about, type: 'namespace', name, tools: inner })
}

function encodeFunction(tool: FunctionTool, isOwn: boolean, notes: Set<string>): Fields {
  const { namespace: _about, ...rest } = ownFields(tool.extra)
  const { name, description, schema, strict } = tool
  // Without a word the API makes schemas strict, which others don't mean
  // (https://platform.openai.com/docs/guides/migrate-to-responses).
  const fitted = isOwn ? undefined : objectSchema(schema)
  if (fitted?.isMerged === true) {
    const note = `the alternatives in the schema of the tool ${name.slice(0, 64)} were put together: the API takes none at its top`
    notes.add(note)
  }
  const strictness = fitted?.isMerged === true ? false : (strict ?? (isOwn ? undefined : false))
  const parameters = fitted?.schema ?? schema
  return {
    ...rest,
    type: 'function',
    name,
    ...(description === undefined ? {} : { description }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(strictness === undefined ? {} : { strict: strictness })
  }
}

function encodeCustom(tool: CustomTool): Fields {
  const { namespace: _about, ...rest } = ownFields(tool.extra)
  const { name, description } = tool
  const format = encodeGrammar(tool.format)
  return {
    ...rest,
    type: 'custom',
    name,
    ...(description === undefined ? {} : { description }),
    ...(format === undefined ? {} : { format })
  }
}

/** Chat has a grammar's definition one level down. */
function encodeGrammar(format: Fields | undefined): Fields | undefined {
  const grammar = format?.['type'] === 'grammar' ? fieldsOf(format['grammar']) : undefined
  return grammar === undefined ? format : { type: 'grammar', ...grammar }
}

/**
 * `tool_choice` for a provider; undefined where nothing is to be said. Refuses where one tool was asked for that had to
 * be left out: the answer would be another.
 */
export function encodeToolChoice(chat: ChatRequest, tools: readonly Fields[] | undefined): unknown {
  const { toolChoice: choice } = chat
  if (choice === undefined) return undefined
  const lacksTools = tools === undefined && chat.tools.length > 0
  switch (choice.type) {
    case 'auto':
    case 'none':
      return choice.type
    case 'required':
      if (lacksTools && chat.from !== OWN) throw notTranslatable('one of the tools')
      return 'required'
    case 'tool':
      if (isLeftOut(choice.name, chat.tools)) throw notTranslatable(`the tool ${choice.name}`)
      return encodeNamed(choice)
    case 'allowed':
      return {
        type: 'allowed_tools',
        mode: choice.required ? 'required' : 'auto',
        tools: choice.names.map((name) => ({
          type: isCustom(name, chat.tools) ? 'custom' : 'function',
          name
        }))
      }
    case 'native':
      if (choice.dialect === OWN) return choice.value
      throw notTranslatable(`a tool that only ${DIALECT_NAMES[choice.dialect]} has`)
    default:
      return assertNever(choice)
  }
}

function encodeNamed(choice: ToolChoice & { readonly type: 'tool' }): Fields {
  const { name, custom, namespace } = choice
  return {
    type: custom === true ? 'custom' : 'function',
    name,
    ...(namespace === undefined ? {} : { namespace })
  }
}

function isLeftOut(name: string, tools: readonly Tool[]): boolean {
  const named = tools.filter((tool) => tool.name === name)
  return named.length > 0 && named.every((tool) => tool.type === 'server' && tool.dialect !== OWN)
}

function isCustom(name: string, tools: readonly Tool[]): boolean {
  return tools.some((tool) => tool.type === 'custom' && tool.name === name)
}

function notTranslatable(what: string): GatehouseError {
  return new GatehouseError(
    'not_translatable',
    `The request asks for ${what} to be called, which this provider does not have. Choose a model of the tool's own provider, or leave tool_choice out.`
  )
}
