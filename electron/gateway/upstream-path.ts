import { assertNever } from '../../shared/assert-never.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'
import { GatehouseError } from '../../shared/errors.ts'

/** Where a chat goes at a provider, behind its base path. */
export function chatPath(dialect: DialectId, model: string, stream: boolean): string {
  switch (dialect) {
    case 'openai-chat':
      return '/chat/completions'
    case 'openai-completions':
      return '/completions'
    case 'openai-responses':
      return '/responses'
    case 'anthropic-messages':
      return '/messages'
    case 'gemini':
      // Always as events: where the client wants a list, it is made of them.
      return `${geminiModelPath(model)}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`
    case 'cohere-chat':
      return '/chat'
    case 'bedrock-converse':
      // An ARN has slashes, which are a part of the one name.
      return `/model/${encodeSegment(model)}/${stream ? 'converse-stream' : 'converse'}`
    default:
      return assertNever(dialect)
  }
}

/** `models/x` and `tunedModels/x` are names as Google lists them; a plain one is a model's. */
export function geminiModelPath(model: string): string {
  return `/${geminiModelName(model).split('/').map(encodeSegment).join('/')}`
}

/** `models/x`, as Google names it in a body. */
export function geminiModelName(model: string): string {
  return /^(?:models|tunedModels)\//.test(model) ? model : `models/${model}`
}

/** Servers take `..` for a step up, also encoded: the name would lead to another model than the one that was asked for. */
function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..')
    throw new GatehouseError('invalid_request', `A model's name can't have the part "${segment}".`)
  return encodeURIComponent(segment)
}
