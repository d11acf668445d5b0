import { assertNever } from '../../shared/assert-never.ts'
import { readEvents } from '../../electron/dialects/read-events.ts'
import type { Provider } from '../../electron/providers/provider.ts'
import type { ClientDialectId } from '../../shared/domain/dialect.ts'

/** The provider's base URL with the test's server instead of its host; the three kinds have none but a version. */
export function upstreamBase(provider: Provider, serverUrl: string): string {
  const like = provider.baseUrl ?? provider.baseUrlExample ?? `http://server/${provider.version ?? 'v1'}`
  return serverUrl + new URL(like).pathname
}

/** A plain question of a client that speaks the dialect. */
export function requestOf(
  dialect: ClientDialectId,
  model: string,
  stream: boolean
): { readonly path: string; readonly body: object } {
  const messages = [{ role: 'user', content: 'Say something.' }]
  switch (dialect) {
    case 'anthropic-messages':
      return { path: '/v1/messages', body: { model, max_tokens: 100, messages, stream } }
    case 'gemini': {
      const verb = stream ? 'streamGenerateContent?alt=sse' : 'generateContent'
      const contents = [{ role: 'user', parts: [{ text: 'Say something.' }] }]
      return { path: `/v1beta/models/${model}:${verb}`, body: { contents } }
    }
    case 'openai-responses':
      return { path: '/v1/responses', body: { model, input: 'Say something.', stream, store: false } }
    case 'openai-completions':
      return { path: '/v1/completions', body: { model, prompt: 'Say something.', stream } }
    // No client speaks it to Gatehouse.
    case 'cohere-chat':
    case 'openai-chat':
      return { path: '/v1/chat/completions', body: { model, messages, stream } }
    default:
      return assertNever(dialect)
  }
}

/** Events as the dialect's servers write them. */
export function eventTexts(dialect: ClientDialectId, events: readonly object[]): string {
  const named = ['anthropic-messages', 'openai-responses', 'cohere-chat'].includes(dialect)
  const text = events.map((event) => {
    const name = named && 'type' in event ? `event: ${String(event.type)}\n` : ''
    return `${name}data: ${JSON.stringify(event)}\n\n`
  })
  return text.join('') + (dialect.startsWith('openai-') && !named ? 'data: [DONE]\n\n' : '')
}

interface Part {
  readonly text?: string
}

/** What a chunk of a chat, of Responses, of Messages and of Gemini may hold. */
interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: unknown } | null }[]
  readonly delta?: Part | string
  readonly candidates?: readonly { readonly content?: { readonly parts?: readonly Part[] } }[]
}

/** The words of a stream, put together. */
export function textOfStream(text: string): string {
  const chunks = readEvents(Buffer.from(text)).flatMap(({ data }) =>
    data.startsWith('{') ? [JSON.parse(data) as Chunk] : []
  )
  const pieces = chunks.flatMap(({ choices = [], delta, candidates = [] }) => [
    ...choices.map((choice) => choice.delta?.content),
    typeof delta === 'string' ? delta : delta?.text,
    ...candidates.flatMap(({ content }) => (content?.parts ?? []).map((part) => part.text))
  ])
  return pieces.filter((piece) => typeof piece === 'string').join('')
}
