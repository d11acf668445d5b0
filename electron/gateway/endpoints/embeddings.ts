import type { Asked } from '../../dialects/dialect.ts'
import type { EmbedMethod } from '../../dialects/gemini/embeddings.ts'
import { EmbeddingsAsking } from '../ask-embeddings.ts'
import type { Endpoint } from './serve-model-call.ts'

/** Embeddings, asked for as OpenAI's clients do (`/v1/embeddings`) or as Google's do. */
export function embeddingsEndpoint(method: EmbedMethod | 'openai', asked?: Asked): Endpoint {
  return {
    listOf: method === 'openai' ? 'input' : 'requests',
    ...(asked === undefined ? {} : { asked }),
    ask(call, body) {
      call.facts.dialectIn = method === 'openai' ? 'openai-chat' : 'gemini'
      return new EmbeddingsAsking(body, method)
    }
  }
}
