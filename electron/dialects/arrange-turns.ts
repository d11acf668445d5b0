import type { Message, Part, ToolResultPart } from './chat.ts'

/** A run of messages of one side; `user` also holds the results of tools. */
export interface Turn {
  readonly role: 'user' | 'assistant' | 'system'
  readonly messages: readonly Message[]
}

/**
 * Messages in the order that strict dialects want (Anthropic, OpenAI chat, Gemini): the results of an assistant's tool
 * calls come directly behind all of the calls, in the order of the calls, before anything else that stood between. What
 * is in order already stays as it is.
 */
export function withResultsBehindCalls(messages: readonly Message[]): readonly Message[] {
  if (isInOrder(messages)) return messages
  // Some servers count their ids from 0 in each turn, so that one id may have several results.
  const results = new Map<string, Message[]>()
  const rest: Message[] = []
  for (const message of messages) {
    const found = message.parts.filter((part) => part.type === 'tool-result')
    for (const part of found) {
      results.set(part.id, [...(results.get(part.id) ?? []), { ...message, parts: [part] }])
    }
    const others =
      found.length === 0 ? message.parts : message.parts.filter((part) => part.type !== 'tool-result')
    if (found.length === 0 || others.length > 0) rest.push({ ...message, parts: others })
  }
  const ordered: Message[] = []
  for (const [at, message] of rest.entries()) {
    ordered.push(message)
    // Calls that follow each other in several messages of one side are one turn: its results come behind the last.
    if (message.role === 'assistant' && rest[at + 1]?.role === 'assistant') continue
    for (const call of callsOfTurn(rest, at)) {
      const result = results.get(call)?.shift()
      if (result !== undefined) ordered.push(result)
    }
  }
  // Results of no call: the target will refuse them in its own words, or not.
  return [...ordered, ...[...results.values()].flat()]
}

const NO_RESULT: Part = { type: 'text', text: 'There is no result of this call.' }

/**
 * Messages in which each call has its result and each result its call, since APIs refuse the request otherwise: a call
 * that was given up gets a result that says so, and a result of no call is sent as what it holds. For messages whose
 * results stand behind their calls (`withResultsBehindCalls`).
 */
export function withCallsAndResultsPaired(
  messages: readonly Message[],
  note: (sentence: string) => void
): readonly Message[] {
  const paired: Message[] = []
  let open: string[] = []
  const missing = (): ToolResultPart[] => {
    if (open.length > 0) note('a call without a result got one that says so: the API demands it')
    const results = open.map((id): ToolResultPart => ({ type: 'tool-result', id, parts: [NO_RESULT] }))
    open = []
    return results
  }
  const answerRest = (): void => {
    const parts = missing()
    if (parts.length > 0) paired.push({ role: 'tool', parts })
  }
  for (const message of messages) {
    if (message.role === 'assistant') {
      if (paired.at(-1)?.role !== 'assistant') answerRest()
      open = [...open, ...callsOf(message)]
      paired.push(message)
      continue
    }
    const results = message.parts.filter((part) => part.type === 'tool-result')
    if (results.length === 0) {
      answerRest()
      paired.push(message)
      continue
    }
    // One call each: a turn may have several of one id, as some servers number them.
    const answering = results.filter(({ id }) => {
      const at = open.indexOf(id)
      if (at >= 0) open = open.toSpliced(at, 1)
      return at >= 0
    })
    if (answering.length < results.length)
      note('a result of no call was sent as what it holds: the API refuses it otherwise')
    const others = message.parts.flatMap((part) =>
      part.type !== 'tool-result' ? [part] : answering.includes(part) ? [] : part.parts
    )
    if (others.length === 0) paired.push(...(answering.length === 0 ? [] : [message]))
    else if (answering.length === 0) {
      answerRest()
      paired.push({ ...message, role: 'user', parts: others })
    } else paired.push({ ...message, parts: [...answering, ...missing(), ...others] })
  }
  answerRest()
  return paired
}

/** Messages in runs of one side each, so that sides alternate; tool results stand on the user's side. */
export function turnsOf(messages: readonly Message[]): readonly Turn[] {
  const turns: { role: Turn['role']; messages: Message[] }[] = []
  for (const message of messages) {
    const role = sideOf(message)
    const last = turns.at(-1)
    if (last?.role === role) last.messages.push(message)
    else turns.push({ role, messages: [message] })
  }
  return turns
}

function sideOf({ role }: Message): Turn['role'] {
  if (role === 'assistant') return 'assistant'
  return role === 'system' || role === 'developer' ? 'system' : 'user'
}

function isInOrder(messages: readonly Message[]): boolean {
  let open: string[] = []
  for (const message of messages) {
    const results = message.parts.filter((part): part is ToolResultPart => part.type === 'tool-result')
    if (results.length > 0) {
      const first = message.parts.findIndex((part) => part.type !== 'tool-result')
      if (first >= 0 && first < results.length) return false
      for (const { id } of results) {
        if (!open.includes(id)) return false
        open = open.filter((call) => call !== id)
      }
      if (first >= 0 && open.length > 0) return false
      continue
    }
    const calls = callsOf(message)
    if (message.role === 'assistant') {
      open = [...open, ...calls]
    } else if (open.length > 0) return false
  }
  return true
}

function callsOfTurn(messages: readonly Message[], last: number): string[] {
  let first = last
  while (messages[first - 1]?.role === 'assistant' && messages[first]?.role === 'assistant') first--
  return messages.slice(first, last + 1).flatMap(callsOf)
}

function callsOf(message: Message): string[] {
  return message.parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : []))
}
