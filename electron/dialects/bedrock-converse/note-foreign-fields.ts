import type { ChatRequest, Extra, Part } from '../chat.ts'
import type { Note } from '../note.ts'

/** Fields that say nothing of the conversation. */
const BOOKKEEPING = new Set(['id', 'type', 'index', 'status', 'object', 'created_at', 'phase', 'store'])

/** One sentence for all fields of other dialects that the request has and this API doesn't. */
export function noteForeignFields(chat: ChatRequest, note: Note): void {
  const names = new Set<string>()
  const add = (extra: Extra | undefined): void => {
    if (extra === undefined || extra.dialect === 'bedrock-converse') return
    for (const name of Object.keys(extra.fields)) if (!BOOKKEEPING.has(name)) names.add(name)
  }
  const addPart = (part: Part): void => {
    add(part.extra)
    if (part.type === 'text' && part.citations !== undefined && part.citations.dialect !== 'bedrock-converse')
      names.add('annotations')
    if (part.type === 'media' && part.detail !== undefined && part.detail !== 'auto') names.add('detail')
    if (part.type === 'tool-result') part.parts.forEach(addPart)
  }
  add(chat.extra)
  for (const tool of chat.tools) if (tool.type !== 'server') add(tool.extra)
  for (const message of chat.messages) {
    add(message.extra)
    if (message.name !== undefined) names.add('name')
    message.parts.forEach(addPart)
  }
  for (const [name, value] of Object.entries(unsayable(chat))) if (value !== undefined) names.add(name)
  if (names.size === 0) return
  const are =
    names.size === 1 ? 'was left out: Bedrock has no such field' : 'were left out: Bedrock has no such fields'
  note(`${[...names].join(', ')} ${are}`)
}

/** What the neutral form has a word for and this API has not, by OpenAI's names. */
function unsayable(chat: ChatRequest): Readonly<Record<string, unknown>> {
  return {
    seed: chat.seed,
    presence_penalty: chat.presencePenalty,
    frequency_penalty: chat.frequencyPenalty,
    logprobs: chat.logprobs,
    verbosity: chat.verbosity,
    metadata: chat.metadata,
    user: chat.user,
    modalities: chat.modalities?.some((kind) => kind !== 'text') === true ? true : undefined
  }
}
