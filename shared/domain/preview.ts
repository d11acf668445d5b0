/**
 * The first words of a prompt and of a reply, for lists and search, in any dialect. Bodies come from anywhere, so nothing here parses
 * one whole or fails on one: keys are looked for in the text and only the string that follows is read. Inside a JSON
 * string a quote is escaped, so `"content"` with bare quotes is always a key (or a value, which no colon follows).
 */

/** Characters of a preview. */
export const PREVIEW_LENGTH = 160

/** Parts that make a message of the user's one of its app: what tools gave back. */
const RESULTS = ['"tool_result"', '"functionResponse"', '"function_response"'] as const

/** First words of one chat message, or null where it is not by the user (or not readable as one). */
export function previewOfUserMessage(message: string): string | null {
  const role = valueOf(message, '"role"', 0)
  // Gemini's may leave the role out: it is the user's then.
  const isUser = role === -1 ? valueOf(message, '"parts"', 0) !== -1 : message.startsWith('"user"', role)
  if (!isUser || RESULTS.some((name) => message.includes(name))) return null
  return firstWords(spokenAt(message))
}

/** Whether the beginning of a message says already that it is not by the user: most of an agent's are long results. */
export function isByOthers(beginning: string): boolean {
  const role = valueOf(beginning, '"role"', 0)
  const isRead = role !== -1 && beginning.length > role + '"user"'.length
  if (isRead && !beginning.startsWith('"user"', role)) return true
  return ITEMS.test(beginning) || RESULTS.some((name) => beginning.includes(name))
}

/** Items of the Responses API, which have no role. */
const ITEMS =
  /"(?:function_call|custom_tool_call|local_shell_call|computer_call|mcp_call|reasoning)(?:_output)?"/

/** First words of a request that holds no messages: the `input` of embeddings, a `prompt`, the `query` of a ranking. */
export function previewOfInput(body: string): string {
  for (const key of ['"input"', '"prompt"', '"query"']) {
    const value = valueOf(body, key, 0)
    if (value === -1) continue
    // A list of texts: the first one speaks for all.
    const start = body[value] === '[' ? afterSpace(body, value + 1) : value
    if (body[start] === '"') return firstWords(stringAt(body, start, PREVIEW_LENGTH))
  }
  return ''
}

/** First words of a reply that came whole: its text, else the tool that it calls, else its error's message. */
export function previewOfReply(body: string): string {
  const message = valueOf(body, '"message"', 0)
  // `"message"` is an object in a chat completion and a text in an error; Anthropic's replies have none.
  if (body[message] === '"') return firstWords(stringAt(body, message, PREVIEW_LENGTH))
  const from = Math.max(message, 0)
  const text = contentAt(body, from) || partsAt(body) || planAt(body, from)
  return text === '' ? toolCallAt(body, from) || transcriptOf(body) : firstWords(text)
}

/** First words of a reply that is bare text: a transcript, subtitles. */
export function previewOfText(body: string): string {
  return firstWords(body)
}

/** What was heard: the `text` of an object that lists nothing before it. */
function transcriptOf(body: string): string {
  const text = valueOf(body, '"text"', 0)
  const isListed = body.lastIndexOf('[', text) !== -1
  return text !== -1 && !isListed && body[text] === '"'
    ? firstWords(stringAt(body, text, PREVIEW_LENGTH))
    : ''
}

/** First words of a streamed reply, put together from its deltas. */
export function previewOfStream(body: string): string {
  let text = ''
  let start = body.indexOf(DELTA)
  // Gemini's chunks are whole replies of a few words.
  if (start === -1) text = partsAt(body)
  while (start !== -1 && text.length < PREVIEW_LENGTH) {
    const next = body.indexOf(DELTA, start + DELTA.length)
    // Cut out first, so that looking for a key that is not there ends with its own event.
    if (isSpoken(body, start)) text += deltaText(body.slice(start, next === -1 ? body.length : next))
    start = next
  }
  return text.trim() === '' ? toolCallAt(body, 0) : firstWords(text)
}

const DELTA = '"delta"'

/**
 * Whether a delta is of the answer itself. Of the Responses API's, which are bare texts, the event's type before them
 * tells: thoughts and arguments come in such ones too.
 */
function isSpoken(body: string, delta: number): boolean {
  if (body[valueOf(body, DELTA, delta)] !== '"') return true
  const event = body.slice(Math.max(body.lastIndexOf('\n\n', delta), delta - 400, 0), delta)
  return !event.includes('"response.') || event.includes('"response.output_text.delta"')
}

function deltaText(event: string): string {
  const delta = valueOf(event, DELTA, 0)
  if (delta === -1) return ''
  if (event[delta] === '"') return stringAt(event, delta, PREVIEW_LENGTH)
  const content = valueOf(event, '"content"', delta)
  if (content !== -1 && event[content] === '"') return stringAt(event, content, PREVIEW_LENGTH)
  const plan = planAt(event, delta)
  if (plan !== '') return plan
  const text = valueOf(event, '"text"', delta)
  // OpenRouter's details of a thought have their words in a `text` too.
  const isAnswer = text !== -1 && event[text] === '"' && !event.slice(delta, text).includes('"reasoning')
  return isAnswer ? stringAt(event, text, PREVIEW_LENGTH) : ''
}

/** The text of the first `content` key: a string, or the first text of a list of parts. */
function contentAt(text: string, from: number): string {
  const content = valueOf(text, '"content"', from)
  if (content === -1) return ''
  if (text[content] === '"') return stringAt(text, content, PREVIEW_LENGTH)
  if (text[content] !== '[') return ''
  const part = valueOf(text, '"text"', content)
  return part !== -1 && text[part] === '"' ? stringAt(text, part, PREVIEW_LENGTH) : ''
}

/** What Cohere's models say before they call tools. */
function planAt(text: string, from: number): string {
  const plan = valueOf(text, '"tool_plan"', from)
  return plan !== -1 && text[plan] === '"' ? stringAt(text, plan, PREVIEW_LENGTH) : ''
}

/** The words of a message: of several texts the first that is not a reminder which the user's app put before them. */
function spokenAt(message: string): string {
  const first = contentAt(message, 0) || partsAt(message)
  if (!first.startsWith(REMINDER)) return first
  for (let at = valueOf(message, '"text"', 0); at !== -1; at = valueOf(message, '"text"', at)) {
    const text = message[at] === '"' ? stringAt(message, at, PREVIEW_LENGTH) : ''
    if (text !== '' && !text.startsWith(REMINDER)) return text
  }
  return first
}

const REMINDER = '<system-reminder>'

/** The texts in Gemini's `parts`, thoughts left out, or in the choices of an old completion. */
function partsAt(text: string): string {
  const start = Math.max(valueOf(text, '"parts"', 0), valueOf(text, '"choices"', 0))
  if (start === -1) return ''
  let found = ''
  for (let at = valueOf(text, '"text"', start); at !== -1 && found.length < PREVIEW_LENGTH;) {
    const next = valueOf(text, '"text"', at)
    const piece = text.slice(at, next === -1 ? Math.min(text.length, at + PREVIEW_LENGTH * 8) : next)
    const isThought = /"thought"\s*:\s*true/.test(piece)
    if (piece[0] === '"' && !isThought && !isQuoted(text, at)) found += stringAt(text, at, PREVIEW_LENGTH)
    at = next
  }
  return found
}

/** Whether a text is one of the answer's own that Gemini's grounding quotes. */
function isQuoted(text: string, at: number): boolean {
  return text.lastIndexOf('"groundingMetadata"', at) > text.lastIndexOf('"parts"', at)
}

/** What calls of tools are marked by, in the dialects; the most telling first, since a reply may name its tools too. */
const CALLS = ['"function_call"', '"tool_use"', '"functionCall"', '"custom_tool_call"', '"function"'] as const

function toolCallAt(text: string, from: number): string {
  const call = CALLS.map((mark) => text.indexOf(mark, from)).find((found) => found !== -1) ?? -1
  if (call === -1) return ''
  const name = valueOf(text, '"name"', call)
  return name !== -1 && text[name] === '"' ? `${firstWords(stringAt(text, name, PREVIEW_LENGTH - 3))}(…)` : ''
}

/** Where the value of a key begins, -1 where there is no such key from `from` on. */
function valueOf(text: string, key: string, from: number): number {
  let found = text.indexOf(key, from)
  while (found !== -1) {
    const colon = afterSpace(text, found + key.length)
    if (text[colon] === ':') return afterSpace(text, colon + 1)
    found = text.indexOf(key, found + key.length)
  }
  return -1
}

function afterSpace(text: string, from: number): number {
  let at = from
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1
  return at
}

/** The JSON string whose opening quote is at `quote`, read as far as `length` characters need. */
function stringAt(text: string, quote: number, length: number): string {
  // White space is folded afterwards, so a little more is read; an escape takes up to six characters.
  const limit = Math.min(text.length, quote + 1 + length * 6)
  let end = quote + 1
  let escaped = false
  while (end < limit && text[end] !== '"') {
    if (text[end] === '\\') {
      escaped = true
      end += 1
    }
    end += 1
  }
  const raw = text.slice(quote + 1, Math.min(end, limit))
  if (!escaped) return raw
  try {
    const whole = raw.replace(/(?<=^|[^\\])((?:\\\\)*)\\(?:u[0-9a-fA-F]{0,3})?$/, '$1')
    return String(JSON.parse(`"${whole}"`))
  } catch {
    return raw
  }
}

function firstWords(text: string): string {
  // Single spaces, by far the most, are left alone.
  const words = text
    .slice(0, PREVIEW_LENGTH * 2)
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
  const cut = words.slice(0, PREVIEW_LENGTH)
  // A cut through a surrogate pair leaves half a character.
  const last = cut.charCodeAt(cut.length - 1)
  return (last >= 0xd800 && last < 0xdc00 ? cut.slice(0, -1) : cut).toWellFormed()
}
