/** What differs between the endpoints that call a model. */
export interface Endpoint {
  /** Path under the provider's base URL. */
  readonly upstreamPath: string
  /** Top-level member that holds the conversation or input list: the part that agents send again each turn. */
  readonly listOf: string
  /** Whether replies may be streams of events. */
  readonly streams: boolean
}

export const CHAT_COMPLETIONS: Endpoint = {
  upstreamPath: '/chat/completions',
  listOf: 'messages',
  streams: true
}

export const EMBEDDINGS: Endpoint = { upstreamPath: '/embeddings', listOf: 'input', streams: false }
