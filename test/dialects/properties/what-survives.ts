import type { ChatReply, ChatRequest, Part } from '../../../electron/dialects/chat.ts'
import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { canonical, parsed } from '../recordings/walk-json.ts'

/**
 * What of a chat a dialect can say, in a form that two chats can be compared by. Everything that is not named here is
 * meant to come back: texts of each side in order (those that follow each other as one, since some dialects have one
 * text a message), calls with their ids and results, images, tools with schemas, and the wishes listed below.
 */
export function sayableRequest(dialect: ClientDialectId, chat: ChatRequest): unknown {
  const parts = chat.messages.flatMap(({ role, parts }) => parts.map((part) => ({ role, part })))
  const says = SAYS[dialect]
  return {
    stream: dialect === 'gemini' ? undefined : chat.stream,
    system: parts
      .flatMap(({ role, part }) => (isSystem(role) && part.type === 'text' ? [part.text] : []))
      .join('\n\n')
      .replace(/\s+/g, ' '),
    flow: merged(
      parts.filter(({ role }) => !isSystem(role)),
      says.reasoning ? dialect : null
    ),
    tools: toolsOf(dialect, chat).map((tool) =>
      tool.type === 'function'
        ? [tool.name, tool.description ?? '', canonical(bareSchema(tool.schema))]
        : tool
    ),
    choice:
      chat.toolChoice === undefined || chat.toolChoice.type === 'auto'
        ? 'auto'
        : canonical(dialect === 'cohere-chat' ? namelessChoice(chat.toolChoice) : chat.toolChoice),
    // Cohere takes none together with tools.
    format:
      dialect === 'cohere-chat' && chat.tools.length > 0
        ? undefined
        : chat.format?.type === 'json-schema'
          ? canonical(chat.format.schema)
          : undefined,
    wishes: says.wishes.map((name) => [name, chat[name]])
  }
}

type Wish = 'maxOutputTokens' | 'temperature' | 'topP' | 'topK' | 'seed' | 'stop'

/** Which wishes a dialect has words for, and whether a request of it can hold thoughts. */
const SAYS: Readonly<
  Record<ClientDialectId, { readonly reasoning: boolean; readonly wishes: readonly Wish[] }>
> = {
  'openai-chat': { reasoning: false, wishes: ['maxOutputTokens', 'temperature', 'topP', 'seed', 'stop'] },
  'openai-completions': {
    reasoning: false,
    wishes: ['maxOutputTokens', 'temperature', 'topP', 'seed', 'stop']
  },
  'openai-responses': { reasoning: true, wishes: ['maxOutputTokens', 'temperature', 'topP'] },
  'anthropic-messages': { reasoning: true, wishes: ['temperature', 'topP', 'topK', 'stop'] },
  gemini: { reasoning: true, wishes: ['maxOutputTokens', 'temperature', 'topP', 'topK', 'seed', 'stop'] },
  'cohere-chat': {
    reasoning: false,
    // `p` has bounds within 0 to 1.
    wishes: ['maxOutputTokens', 'temperature', 'topK', 'seed', 'stop']
  }
}

/** Cohere has no choice by name: it is told of the one tool alone, which it has to call. */
function toolsOf(dialect: ClientDialectId, { tools, toolChoice }: ChatRequest): ChatRequest['tools'] {
  if (dialect !== 'cohere-chat' || toolChoice?.type !== 'tool') return tools
  return tools.filter(({ name }) => name === toolChoice.name)
}

function namelessChoice(choice: NonNullable<ChatRequest['toolChoice']>): ChatRequest['toolChoice'] {
  return choice.type === 'tool' ? { type: 'required' } : choice
}

function isSystem(role: string): boolean {
  return role === 'system' || role === 'developer'
}

/** No schema is an empty one. */
function bareSchema(schema: unknown): unknown {
  return schema ?? { type: 'object', properties: {} }
}

function merged(
  parts: readonly { role: string; part: Part }[],
  sealsOf: ClientDialectId | null
): readonly string[] {
  const flow: { kind: string; text: string }[] = []
  for (const { role, part } of parts) {
    const kind = role === 'assistant' ? 'said' : 'asked'
    switch (part.type) {
      case 'text': {
        const last = flow.at(-1)
        if (last?.kind === kind) last.text += part.text
        else flow.push({ kind, text: part.text })
        break
      }
      case 'reasoning':
        // Thoughts go back only with the seal by which their provider knows them.
        if (sealsOf !== null && part.seal?.dialect === sealsOf)
          flow.push({ kind: 'thought', text: part.seal.value })
        break
      case 'media':
        flow.push({ kind: 'media', text: canonical(part.source) })
        break
      case 'tool-call':
        flow.push({ kind: `call ${part.id}`, text: `${part.name} ${canonical(parsed(part.args))}` })
        break
      case 'tool-result':
        flow.push({
          kind: `result ${part.id}`,
          text: part.parts.map((inner) => (inner.type === 'text' ? inner.text : '')).join('')
        })
        break
      case 'refusal':
      case 'native':
        flow.push({ kind: part.type, text: canonical(part) })
        break
    }
  }
  return flow.map(({ kind, text }) => `${kind}: ${text}`)
}

/** What of a reply the client of a dialect gets to see. */
export function sayableReply(dialect: ClientDialectId, reply: ChatReply): unknown {
  const { tokens } = reply.usage ?? {}
  const parts = reply.choices.flatMap((choice) => choice.parts)
  const textOnly = dialect === 'openai-completions'
  return {
    text: parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(''),
    reasoning: textOnly
      ? ''
      : parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join(''),
    calls: textOnly
      ? []
      : parts.flatMap((part) =>
          part.type === 'tool-call' ? [[part.name, canonical(parsed(part.args))]] : []
        ),
    finish: finishOf(reply, textOnly, dialect),
    input: (tokens?.input ?? 0) + (tokens?.cache_read ?? 0) + (tokens?.cache_write ?? 0),
    cached: tokens?.cache_read ?? 0,
    output: tokens?.output ?? 0,
    reasoned: tokens?.reasoning ?? 0
  }
}

/** Responses and Gemini say that they are done, and that there are calls is seen by the calls. */
function finishOf({ choices }: ChatReply, textOnly: boolean, dialect: ClientDialectId): string {
  const reason = choices[0]?.finish?.reason
  const called = !textOnly && choices[0]?.parts.some((part) => part.type === 'tool-call')
  if (reason === 'stop' || reason === 'tool-calls') return called === true ? 'called' : 'done'
  // Cohere's second version has no word for a filter.
  if (dialect === 'cohere-chat' && (reason === 'refusal' || reason === 'content-filter')) return 'error'
  return reason === 'refusal' ? 'content-filter' : (reason ?? 'none')
}
