import { turnsOf, withResultsBehindCalls } from './arrange-turns.ts'
import type { Message, Part, ToolResultPart } from './chat.ts'
import type { Note } from './note.ts'

/** The conversation as these APIs want it: instructions apart, turns that alternate. */
export interface ArrangedChat {
  readonly system: readonly Part[]
  readonly messages: readonly Message[]
}

/** Said where a turn of the user is demanded and the client has none. */
const FILLER: Part = { type: 'text', text: 'Continue.' }

/** The instructions of a chat of this dialect, which stand first; everything else stays in its place. */
export function splitSystem(messages: readonly Message[]): ArrangedChat {
  const [first, ...rest] = messages
  return first?.role === 'system' ? { system: first.parts, messages: rest } : { system: [], messages }
}

/**
 * A chat of another dialect in the order of Anthropic's API (https://docs.claude.com/en/api/messages) and of Bedrock's
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-call.html): turns of the user and the
 * assistant alternate, the user's is the first, and the results of tools are the first blocks right behind the turn that
 * called them. Only instructions that stand first have a field of their own. Later ones become marked texts of the user:
 * the `system` role inside of `messages` is known to few models, and bound to places
 * (https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages).
 */
export function arrangeChat(messages: readonly Message[], takesPrefill: boolean, note: Note): ArrangedChat {
  const first = messages.findIndex((message) => !isSystem(message))
  const leading = first < 0 ? messages : messages.slice(0, first)
  const rest = first < 0 ? [] : messages.slice(first)
  const said = rest.map((message) => (isSystem(message) ? asReminder(message, note) : message))
  const turns = turnsOf(withResultsBehindCalls(said)).map(({ role, messages: ofTurn }): Message => {
    const parts = ofTurn.flatMap((message) => message.parts)
    return { role: role === 'assistant' ? 'assistant' : 'user', parts }
  })
  return {
    system: leading.flatMap(({ parts }) => textsOf(parts, note)),
    messages: withUsersEnds(pairResults(turns, note), takesPrefill, note)
  }
}

function isSystem({ role }: Message): boolean {
  return role === 'system' || role === 'developer'
}

function textsOf(parts: readonly Part[], note: Note): readonly Part[] {
  const texts = parts.filter(({ type }) => type === 'text')
  if (texts.length < parts.length)
    note('what is no text in the system message was left out: it can hold text only')
  return texts
}

/** Marked as Claude Code marks what the user did not say. */
function asReminder(message: Message, note: Note): Message {
  note(
    'instructions within the conversation became marked texts of the user: they have no place of their own'
  )
  const parts = textsOf(message.parts, note).map((part) =>
    part.type === 'text' ? { ...part, text: `<system-reminder>\n${part.text}\n</system-reminder>` } : part
  )
  return { role: 'user', parts }
}

/** Every call has one result in the turn behind it, first there, and every result its call. */
function pairResults(turns: readonly Message[], note: Note): readonly Message[] {
  const paired: Message[] = []
  let open = new Set<string>()
  for (const turn of turns) {
    if (turn.role === 'assistant') {
      if (open.size > 0) paired.push({ role: 'user', parts: unanswered(open, note) })
      paired.push(turn)
      open = new Set(turn.parts.flatMap((part) => (part.type === 'tool-call' ? [part.id] : [])))
      continue
    }
    const kept = turn.parts.flatMap((part): readonly Part[] => {
      if (part.type !== 'tool-result' || open.delete(part.id)) return [part]
      note('a result of no call became a text: the API refuses it otherwise')
      return part.parts
    })
    const all = resultsFirst([...unanswered(open, note), ...kept])
    if (all.length > 0) paired.push({ ...turn, parts: all })
    open = new Set()
  }
  return open.size === 0 ? paired : [...paired, { role: 'user', parts: unanswered(open, note) }]
}

function resultsFirst(parts: readonly Part[]): readonly Part[] {
  const results = parts.filter(({ type }) => type === 'tool-result')
  return results.length === 0 ? parts : [...results, ...parts.filter(({ type }) => type !== 'tool-result')]
}

function unanswered(calls: ReadonlySet<string>, note: Note): readonly ToolResultPart[] {
  if (calls.size > 0) note('a call without a result got one that says so: the API demands it')
  return [...calls].map((id) => {
    return { type: 'tool-result', id, isError: true, parts: [{ type: 'text', text: 'There is no result.' }] }
  })
}

/** The first turn is the user's, and for models that don't go on with their own the last one too. */
function withUsersEnds(turns: readonly Message[], takesPrefill: boolean, note: Note): readonly Message[] {
  const filler: Message = { role: 'user', parts: [FILLER] }
  const begun = turns[0]?.role === 'user' ? turns : [filler, ...turns]
  if (begun !== turns) note('a first turn of the user was added: the API demands one')
  const last = begun.at(-1)
  if (last?.role !== 'assistant') return begun
  if (takesPrefill) return [...begun.slice(0, -1), trimEnd(last)]
  note("a last turn of the user was added: this model doesn't go on with the assistant's own")
  return [...begun, filler]
}

/** The begun answer may not end in white space. */
function trimEnd(message: Message): Message {
  const last = message.parts.at(-1)
  if (last?.type !== 'text') return message
  return { ...message, parts: [...message.parts.slice(0, -1), { ...last, text: last.text.trimEnd() }] }
}
