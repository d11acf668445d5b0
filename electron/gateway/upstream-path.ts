import { assertNever } from '../../shared/assert-never.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'

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
    default:
      return assertNever(dialect)
  }
}

/** `models/x` and `tunedModels/x` are names as Google lists them; a plain one is a model's. */
export function geminiModelPath(model: string): string {
  const name = /^(?:models|tunedModels)\//.test(model) ? model : `models/${model}`
  return `/${name.split('/').map(encodeURIComponent).join('/')}`
}
