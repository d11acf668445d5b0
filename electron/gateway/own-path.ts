import type { DialectId } from '../../shared/domain/dialect.ts'

/** What Google's models can be asked for; other words behind a colon are part of a name (`llama3:latest`). */
const METHODS = 'generateContent|streamGenerateContent|countTokens|embedContent|batchEmbedContents'
const ENDS_IN_METHOD = new RegExp(`:(?:${METHODS})$`)
const GEMINI_CALL = new RegExp(`^/v1(?:beta|alpha)?/(.+):(${METHODS})$`)
const VERSION = /^v\d+(?:alpha|beta)?$/

/**
 * The path as Gatehouse knows it. People put a base URL into tools that add more or less to it, so these are the same:
 * with or without the version, with it twice, with a slash too many, under `/api/llm`, which some gateways have.
 */
export function ownPath(path: string): string {
  let segments = path.split('/').filter((segment) => segment !== '')
  if (segments[0] === 'api' && segments[1] === 'llm') segments = segments.slice(2)
  const [first] = segments
  if (first === undefined) return '/'
  if (first === 'health' && segments.length === 1) return '/health'
  const start = segments.findIndex((segment) => !VERSION.test(segment))
  // Of several versions the last one is what the tool itself added.
  if (start !== 0) return `/${segments.slice(start < 0 ? -1 : start - 1).join('/')}`
  return `/${ENDS_IN_METHOD.test(path) ? 'v1beta' : 'v1'}/${segments.join('/')}`
}

/** The form of errors that a client understands: by the path that it called. */
export function dialectOfPath(path: string): DialectId {
  if (path.startsWith('/v1/messages')) return 'anthropic-messages'
  if (path.startsWith('/v1/responses')) return 'openai-responses'
  if (path === '/v1/completions') return 'openai-completions'
  return path.startsWith('/v1beta/') || GEMINI_CALL.test(path) ? 'gemini' : 'openai-chat'
}

/**
 * A call of Google's: `/v1beta/models/NAME:METHOD`; null for other paths. The name may hold slashes and colons; one with a
 * slash is put there without `models/` by the Vercel AI SDK and others, which take it for a whole resource name.
 */
export function geminiCall(path: string): { readonly model: string; readonly method: string } | null {
  const match = GEMINI_CALL.exec(path)
  const [, resource, method] = match ?? []
  if (resource === undefined || method === undefined) return null
  return { model: decodeName(resource.replace(/^models\//, '')), method }
}

/** A name as it stands in a path; what is no valid encoding is taken as it is. */
export function decodeName(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
