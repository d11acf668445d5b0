/** What an error body says, whatever its form. */
export interface ErrorWords {
  /** The provider's own sentence; '' where the body holds none. */
  readonly message: string
  /** The provider's code or, where it has none, its type; never a mere copy of the status. */
  readonly code: string | null
  readonly type: string | null
  /** An HTTP status inside the body: OpenRouter reports late failures in replies of status 200. */
  readonly status: number | null
}

type Fields = Readonly<Record<string, unknown>>

const NOTHING: ErrorWords = { message: '', code: null, type: null, status: null }

/** Reads an error body: JSON in any of the forms that OpenAI-compatible servers use, HTML, or plain text. */
export function readErrorWords(text: string): ErrorWords {
  const trimmed = text.trim()
  if (trimmed === '') return NOTHING
  if (/^<(?:!doctype|html|head|body|\?xml)/i.test(trimmed)) return { ...NOTHING, message: titleOf(trimmed) }
  const parsed = parse(trimmed)
  if (parsed === undefined) return { ...NOTHING, message: trimmed }
  // Google wraps its error in a list of one.
  const body = Array.isArray(parsed) ? parsed[0] : parsed
  if (typeof body === 'string') return { ...NOTHING, message: body }
  return isFields(body) ? wordsOf(body) : NOTHING
}

function wordsOf(body: Fields): ErrorWords {
  const error = body['error']
  // OpenAI, DeepSeek, Groq, OpenRouter, Together, Azure, Ollama's and vLLM's OpenAI doors.
  if (isFields(error)) {
    const status = statusIn(error['code']) ?? statusIn(error['status_code']) ?? statusIn(body['status_code'])
    const message = sentenceIn(error['message'] ?? error['detail'])
    return { ...codesOf(error), message: withUpstreamWords(message, error['metadata']), status }
  }
  // Ollama: { error: "..." }; xAI: { code: "...", error: "..." }.
  if (typeof error === 'string') return { ...codesOf(body), message: error, status: statusIn(body['code']) }
  // Mistral, Cerebras, Cohere, older vLLM: { message, type, code }; FastAPI servers: { detail }.
  const message = sentenceIn(body['message']) || sentenceIn(body['detail'])
  return { ...codesOf(body), message, status: statusIn(body['code']) ?? statusIn(body['status']) }
}

function codesOf(fields: Fields): { readonly code: string | null; readonly type: string | null } {
  const type = textIn(fields['type']) ?? textIn(fields['error_type'])
  const code = textIn(fields['code']) ?? type
  return { code, type }
}

/** A code that is only the HTTP status again ("401", 429) says nothing; Mistral's own numbers (3051) do. */
function textIn(value: unknown): string | null {
  if (typeof value === 'number') return statusIn(value) === null ? String(value) : null
  if (typeof value !== 'string' || value === '' || statusIn(value) !== null) return null
  return value
}

function statusIn(value: unknown): number | null {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value
  return typeof status === 'number' && Number.isInteger(status) && status >= 400 && status <= 599
    ? status
    : null
}

/** A sentence out of a string, a list of validation errors ({ msg, loc }), or an object around either. */
function sentenceIn(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(validationError).filter(Boolean).join('; ')
  return isFields(value) ? sentenceIn(value['detail'] ?? value['message']) : ''
}

function validationError(item: unknown): string {
  if (typeof item === 'string') return item
  if (!isFields(item)) return ''
  const where = Array.isArray(item['loc']) ? item['loc'].join('.') : ''
  const what = textIn(item['msg']) ?? textIn(item['message']) ?? ''
  return where === '' || what === '' ? what : `${where}: ${what}`
}

/** OpenRouter says "Provider returned error" and keeps the model provider's words, often JSON, in `metadata.raw`. */
function withUpstreamWords(message: string, metadata: unknown): string {
  if (!isFields(metadata) || typeof metadata['raw'] !== 'string' || metadata['raw'] === '') return message
  const inner = readErrorWords(metadata['raw']).message
  return inner === '' ? message : `${message}: ${inner}`
}

/** Proxies and firewalls answer with a page: its title and first heading say what happened ("502 Bad Gateway"). */
function titleOf(html: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(html)?.[1] ?? ''
  const heading = /<h1[^>]*>([^<]*)/i.exec(html)?.[1] ?? ''
  return (title.trim() || heading.trim()).replace(/\s+/g, ' ')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
