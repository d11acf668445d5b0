/** What an error body says, whatever its form. */
export interface ErrorWords {
  /** The provider's own sentence; '' where the body holds none. */
  readonly message: string
  /** The provider's code or, where it has none, its type; never a mere copy of the status. */
  readonly code: string | null
  readonly type: string | null
  /**
   * The HTTP status that the body itself tells, as a number or by the name of its kind: errors inside streams and in
   * replies of status 200 (OpenRouter's late ones) have no other.
   */
  readonly status: number | null
}

type Fields = Readonly<Record<string, unknown>>

const NOTHING: ErrorWords = { message: '', code: null, type: null, status: null }

/** Statuses by the kinds of errors that Anthropic, OpenAI and Google name. */
const STATUS_OF_KIND: Readonly<Record<string, number>> = {
  // https://docs.claude.com/en/api/errors
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStreamOutput.html
  throttlingException: 429,
  serviceUnavailableException: 503,
  modelStreamErrorException: 424,
  modelTimeoutException: 408,
  internalServerException: 500,
  validationException: 400,
  // https://platform.openai.com/docs/api-reference/responses/object#responses/object-error
  rate_limit_exceeded: 429,
  server_error: 500,
  // https://google.aip.dev/193, https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  ALREADY_EXISTS: 409,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  INTERNAL: 500,
  UNKNOWN: 500,
  DATA_LOSS: 500,
  UNIMPLEMENTED: 501,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504
}

/** Reads an error body: JSON in any of the forms that providers of all dialects use, HTML, or plain text. */
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
  // A response that failed in the middle of its stream tells why inside itself (`response.failed`).
  const failed = isFields(body['response']) ? body['response']['error'] : undefined
  // Cloudflare has a list of them; MiniMax says in every reply how it went.
  const error = body['error'] ?? failed ?? firstOf(body['errors']) ?? minimaxError(body['base_resp'])
  // Anthropic, Google, OpenAI, DeepSeek, Groq, OpenRouter, Together, Azure, Ollama's and vLLM's OpenAI doors.
  if (isFields(error)) {
    const status = statusIn(error['code']) ?? statusIn(error['status_code']) ?? statusIn(body['status_code'])
    const message = sentenceIn(error['message'] ?? error['detail'])
    const codes = codesOf(error)
    return {
      ...codes,
      message: withUpstreamWords(message, error['metadata']),
      status: status ?? statusOfKind(codes)
    }
  }
  // Cohere, at the end of a stream: { type: 'message-end', delta: { error: "...", finish_reason: 'ERROR' } }.
  const delta = isFields(body['delta']) ? body['delta'] : {}
  if (typeof delta['error'] === 'string')
    return { ...NOTHING, code: textIn(delta['finish_reason']), message: delta['error'] }
  // Ollama: { error: "..." }; xAI: { code: "...", error: "..." }.
  if (typeof error === 'string') return { ...codesOf(body), message: error, status: statusIn(body['code']) }
  // Mistral, Cerebras, Cohere, older vLLM: { message, type, code }; FastAPI servers, NVIDIA: { detail }; Novita: { reason }.
  // AWS's front door writes `Message`.
  const message = sentenceIn(body['message'] ?? body['Message']) || sentenceIn(body['detail'])
  const codes = codesOf(body)
  const status = statusIn(body['code']) ?? statusIn(body['status'])
  return { ...codes, message, status: status ?? statusOfKind(codes) }
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) && isFields(list[0]) ? list[0] : undefined
}

/** Codes of MiniMax (https://platform.minimax.io/docs/api-reference/errorcode) that stand for a status. */
const STATUS_OF_MINIMAX: ReadonlyMap<unknown, number> = new Map([
  [1001, 504],
  [1002, 429],
  [1004, 401],
  [1008, 402],
  [1039, 429],
  [2013, 400],
  [2049, 401]
])

function minimaxError(response: unknown): Fields | undefined {
  if (!isFields(response) || response['status_code'] === 0) return undefined
  const { status_code: code, status_msg: message } = response
  return { message, type: String(code), status_code: STATUS_OF_MINIMAX.get(code) ?? 500 }
}

interface Codes {
  readonly code: string | null
  readonly type: string | null
}

function codesOf(fields: Fields): Codes {
  // Google's code is the status again, and the kind of error is called its status.
  const type =
    textIn(fields['type']) ??
    textIn(fields['error_type']) ??
    textIn(fields['status']) ??
    textIn(fields['reason']) ??
    // AWS, whose kinds may have a namespace before them.
    textIn(fields['__type'])?.replace(/^.*#/, '') ??
    null
  const code = textIn(fields['code']) ?? googleReason(fields['details']) ?? type
  // Events in streams are of the type `error`, which says nothing.
  return { code: code === 'error' ? null : code, type: type === 'error' ? null : type }
}

/** What Google's `ErrorInfo` calls it (`API_KEY_INVALID`), which is more than its status (`INVALID_ARGUMENT`) says. */
function googleReason(details: unknown): string | null {
  if (!Array.isArray(details)) return null
  const info = details.filter(isFields).find(({ reason }) => typeof reason === 'string')
  return info === undefined ? null : textIn(info['reason'])
}

function statusOfKind({ code, type }: Codes): number | null {
  const kinds = [code, type].filter((kind) => kind !== null)
  const known = kinds.find((kind) => Object.hasOwn(STATUS_OF_KIND, kind))
  return known === undefined ? null : (STATUS_OF_KIND[known] ?? null)
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
  // DeepInfra: { detail: { error } }.
  return isFields(value) ? sentenceIn(value['detail'] ?? value['message'] ?? value['error']) : ''
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
