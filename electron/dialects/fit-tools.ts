import { assertNever } from '../../shared/assert-never.ts'
import type {
  ChatEvent,
  ChatReply,
  ChatRequest,
  CustomTool,
  Message,
  Part,
  Tool,
  ToolCallPart,
  ToolChoice
} from './chat.ts'
import type { ToolLimits } from './dialect.ts'
import { fieldsOf, parseFields, textOf } from './json.ts'

/** A request whose tools a target takes, and the way back for what the target answers. */
export interface FittedTools {
  readonly chat: ChatRequest
  readonly notes: readonly string[]
  readonly restoreReply: (reply: ChatReply) => ChatReply
  /** For one stream: keeps the free text of custom tools until it is whole. */
  readonly openRestore: () => (event: ChatEvent) => readonly ChatEvent[]
}

/** What a tool is called where it came from. */
interface Origin {
  readonly name: string
  readonly namespace: string | undefined
  /** Free text that goes as the one argument of a function. */
  readonly wrapped: boolean
}

/**
 * Makes tools fit a target: names that it would refuse are changed, namespaces become prefixes, and tools of free text
 * become functions with one argument, `input`; in the definitions, the choice of tools and the calls of the history
 * alike. Calls in the reply get their own names and forms again.
 */
export function fitTools(chat: ChatRequest, limits: ToolLimits): FittedTools {
  const names = nameTools(chat, limits)
  if (names.unchanged) {
    return { chat, notes: [], restoreReply: (reply) => reply, openRestore: () => (event) => [event] }
  }
  const { toolChoice } = chat
  const fitted: ChatRequest = {
    ...chat,
    tools: chat.tools.map((tool) => fitTool(tool, names, limits)),
    ...(toolChoice === undefined ? {} : { toolChoice: fitChoice(toolChoice, names, limits) }),
    messages: chat.messages.map((message) => fitMessage(message, names, limits))
  }
  const restorePart = (part: Part): Part => {
    const origin = part.type === 'tool-call' ? names.origin(part) : undefined
    if (part.type !== 'tool-call' || origin === undefined) return part
    const { name, namespace, wrapped } = origin
    return wrapped
      ? { ...part, name, namespace, custom: true, args: unwrapInput(part.args) }
      : { ...part, name, namespace }
  }
  return {
    chat: fitted,
    notes:
      limits.custom || !chat.tools.some(isCustom)
        ? []
        : ['tools of free text were sent as functions with one argument, "input"'],
    restoreReply: (reply) => ({
      ...reply,
      choices: reply.choices.map((choice) => ({ ...choice, parts: choice.parts.map(restorePart) }))
    }),
    openRestore: () => openRestore(names)
  }
}

function openRestore(names: Names): (event: ChatEvent) => readonly ChatEvent[] {
  const wrapped = new Map<string, string>()
  return (event) => {
    if (event.type === 'open' && event.part.type === 'tool-call') {
      const origin = names.origin(event.part)
      if (origin === undefined) return [event]
      const { name, namespace } = origin
      if (!origin.wrapped) return [{ ...event, part: { ...event.part, name, namespace } }]
      wrapped.set(placeOf(event), event.part.args)
      return [{ ...event, part: { ...event.part, name, namespace, custom: true, args: '' } }]
    }
    if (event.type !== 'delta' && event.type !== 'close') return [event]
    const place = placeOf(event)
    const args = wrapped.get(place)
    if (args === undefined) return [event]
    if (event.type === 'delta') {
      wrapped.set(place, args + event.text)
      return []
    }
    wrapped.delete(place)
    const { choice, index } = event
    const text = unwrapInput(args)
    return text === '' ? [event] : [{ type: 'delta', choice, index, text }, event]
  }
}

function placeOf({ choice, index }: { readonly choice: number; readonly index: number }): string {
  return `${choice}/${index}`
}

interface Names {
  readonly unchanged: boolean
  fitted(name: string, namespace: string | undefined): string
  origin(fitted: Pick<ToolCallPart, 'name' | 'namespace'>): Origin | undefined
}

function nameTools(chat: ChatRequest, limits: ToolLimits): Names {
  const byOrigin = new Map<string, string>()
  const byFitted = new Map<string, Origin>()
  let unchanged = true
  // Where namespaces are known, a name may be in several.
  const spaceOf = (namespace: string | undefined): string | undefined =>
    limits.namespaces ? namespace : undefined
  const add = (name: string, namespace: string | undefined, custom: boolean): void => {
    const key = keyOf(name, namespace)
    if (byOrigin.has(key)) return
    const wrapped = custom && !limits.custom
    const keepsSpace = limits.namespaces || namespace === undefined
    const isTaken = (fitted: string): boolean => byFitted.has(keyOf(fitted, spaceOf(namespace)))
    const fitted = uniqueName(fitName(keepsSpace ? name : flatName(name, namespace), limits), isTaken, limits)
    if (fitted !== name || !keepsSpace || wrapped) unchanged = false
    byOrigin.set(key, fitted)
    byFitted.set(keyOf(fitted, spaceOf(namespace)), { name, namespace, wrapped })
  }
  for (const tool of chat.tools) {
    if (tool.type !== 'server') add(tool.name, tool.namespace, tool.type === 'custom')
  }
  for (const { parts } of chat.messages) {
    for (const part of parts) {
      if (part.type !== 'tool-call') continue
      // OpenAI names a tool that was found by search as its own namespace.
      const plain = limits.namespaces ? undefined : byOrigin.get(keyOf(part.name, undefined))
      const key = keyOf(part.name, part.namespace)
      if (plain === undefined || byOrigin.has(key)) add(part.name, part.namespace, part.custom === true)
      else {
        byOrigin.set(key, plain)
        unchanged = false
      }
    }
  }
  return {
    unchanged,
    fitted: (name, namespace) => byOrigin.get(keyOf(name, namespace)) ?? fitName(name, limits),
    origin: ({ name, namespace }) => byFitted.get(keyOf(name, spaceOf(namespace)))
  }
}

function keyOf(name: string, namespace: string | undefined): string {
  return namespace === undefined ? name : `${namespace}\n${name}`
}

function flatName(name: string, namespace: string): string {
  return namespace.endsWith('_') ? namespace + name : `${namespace}__${name}`
}

function fitName(name: string, { forbidden, letterFirst, nameMax }: ToolLimits): string {
  const plain = name.replace(forbidden, '_') || '_'
  const begun = letterFirst && !/^[a-zA-Z_]/.test(plain) ? `_${plain}` : plain
  return begun.length <= nameMax ? begun : begun.slice(0, nameMax)
}

/** Two names that became the same are told apart by a number at the end. */
function uniqueName(name: string, isTaken: (name: string) => boolean, { nameMax }: ToolLimits): string {
  let unique = name
  for (let number = 2; isTaken(unique); number++) {
    const end = `_${number}`
    unique = name.slice(0, nameMax - end.length) + end
  }
  return unique
}

function isCustom(tool: Tool): boolean {
  return tool.type === 'custom'
}

function fitTool(tool: Tool, names: Names, limits: ToolLimits): Tool {
  if (tool.type === 'server') return tool
  const name = names.fitted(tool.name, tool.namespace)
  const namespace = limits.namespaces ? tool.namespace : undefined
  if (tool.type === 'function' || limits.custom) return { ...tool, name, namespace }
  return {
    type: 'function',
    name,
    description: describeCustom(tool),
    schema: {
      type: 'object',
      properties: { input: { type: 'string', description: 'The whole input of the tool, as plain text.' } },
      required: ['input'],
      additionalProperties: false
    }
  }
}

/** The grammar of the input can't bind the model here, so it is told of it. */
function describeCustom({ description, format }: CustomTool): string | undefined {
  const grammar = fieldsOf(format?.['grammar']) ?? format
  const definition = textOf(grammar?.['definition'])
  if (definition === undefined) return description
  const syntax = textOf(grammar?.['syntax']) ?? 'grammar'
  const told = `The input must follow this grammar (${syntax}):\n${definition}`
  return description === undefined ? told : `${description}\n\n${told}`
}

function fitChoice(choice: ToolChoice, names: Names, limits: ToolLimits): ToolChoice {
  switch (choice.type) {
    case 'tool': {
      const name = names.fitted(choice.name, choice.namespace)
      const custom = limits.custom ? choice.custom : undefined
      return { type: 'tool', name, custom, namespace: limits.namespaces ? choice.namespace : undefined }
    }
    case 'allowed':
      return { ...choice, names: choice.names.map((name) => names.fitted(name, undefined)) }
    case 'auto':
    case 'none':
    case 'required':
    case 'native':
      return choice
    default:
      return assertNever(choice)
  }
}

function fitMessage(message: Message, names: Names, limits: ToolLimits): Message {
  return { ...message, parts: message.parts.map((part) => fitPart(part, names, limits)) }
}

function fitPart(part: Part, names: Names, limits: ToolLimits): Part {
  if (part.type === 'tool-call') {
    const name = names.fitted(part.name, part.namespace)
    const namespace = limits.namespaces ? part.namespace : undefined
    if (part.custom !== true || limits.custom) return { ...part, name, namespace }
    return { ...part, name, namespace, custom: undefined, args: JSON.stringify({ input: part.args }) }
  }
  if (part.type !== 'tool-result') return part
  const name = part.name === undefined ? undefined : names.fitted(part.name, undefined)
  return { ...part, name, custom: limits.custom ? part.custom : undefined }
}

/** The free text out of a function's arguments; a model that answered otherwise keeps what it wrote. */
function unwrapInput(args: string): string {
  const fields = parseFields(args)
  return textOf(fields?.['input']) ?? args
}
