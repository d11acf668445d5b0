import type { DialectId } from '../../shared/domain/dialect.ts'
import type { ChatRequest, Extra, Part } from './chat.ts'
import type { Note } from './note.ts'

/** Fields that say nothing of the conversation. */
const BOOKKEEPING = new Set(['id', 'type', 'index', 'status', 'object', 'created_at', 'phase', 'store'])

/** An API for Claude's kind of conversation, as notes speak of it. */
interface Api {
  readonly dialect: DialectId
  /** Such as `the Messages API`. */
  readonly name: string
  /** Whether it can be told who the end user is. */
  readonly takesUser: boolean
}

/** One sentence for all fields of other dialects that the request has and this API doesn't. */
export function noteForeignFields(chat: ChatRequest, api: Api, note: Note): void {
  const names = new Set<string>()
  const add = (extra: Extra | undefined): void => {
    if (extra === undefined || extra.dialect === api.dialect) return
    for (const name of Object.keys(extra.fields)) if (!BOOKKEEPING.has(name)) names.add(name)
  }
  const addPart = (part: Part): void => {
    add(part.extra)
    if (part.type === 'text' && part.citations !== undefined)
      add(asExtra('annotations', part.citations.dialect))
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
  if (!api.takesUser && chat.user !== undefined) names.add('user')
  for (const [name, value] of Object.entries(unsayable(chat))) if (value !== undefined) names.add(name)
  if (names.size === 0) return
  const [are, fields] = names.size === 1 ? ['was', 'field'] : ['were', 'fields']
  note(`${[...names].join(', ')} ${are} left out: ${api.name} has no such ${fields}`)
}

function asExtra(name: string, dialect: Extra['dialect']): Extra {
  return { dialect, fields: { [name]: true } }
}

/** What the neutral form has a word for and these APIs have not, by OpenAI's names. */
function unsayable(chat: ChatRequest): Readonly<Record<string, unknown>> {
  return {
    seed: chat.seed,
    // 0 is what is done without a word.
    presence_penalty: chat.presencePenalty === 0 ? undefined : chat.presencePenalty,
    frequency_penalty: chat.frequencyPenalty === 0 ? undefined : chat.frequencyPenalty,
    logprobs: chat.logprobs,
    verbosity: chat.verbosity,
    metadata: chat.metadata,
    modalities: chat.modalities?.some((kind) => kind !== 'text') === true ? true : undefined
  }
}
