import type { MediaKind } from '../../dialects/read-media-usage.ts'
import { PassThroughAsking } from '../ask-pass-through.ts'
import { chooseModel } from '../choose-model.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import type { Endpoint } from './serve-model-call.ts'

interface Passed {
  readonly kind: MediaKind
  /** Whether the body may be a form, with files in it. */
  readonly form?: true
  /** Whether OpenAI takes a request that names no model. */
  readonly unnamed?: true
}

/** What is no chat and passes as it is: `https://platform.openai.com/docs/api-reference`, and rerankers' common form. */
const ENDPOINTS: ReadonlyMap<string, Passed> = new Map<string, Passed>([
  ['/v1/images/generations', { kind: 'image', unnamed: true }],
  ['/v1/images/edits', { kind: 'image', form: true, unnamed: true }],
  ['/v1/images/variations', { kind: 'image', form: true, unnamed: true }],
  ['/v1/audio/speech', { kind: 'speech' }],
  ['/v1/audio/transcriptions', { kind: 'transcription', form: true }],
  ['/v1/audio/translations', { kind: 'transcription', form: true }],
  ['/v1/moderations', { kind: 'moderation', unnamed: true }],
  // https://docs.cohere.com/reference/rerank; Jina, Voyage, vLLM and others took the form over under /v1.
  ['/v1/rerank', { kind: 'rerank' }],
  ['/v2/rerank', { kind: 'rerank' }]
])

/** The endpoint of a path whose requests pass through; undefined for other paths. */
export function passThroughEndpoint(path: string, dependencies: GatewayDependencies): Endpoint | undefined {
  const passed = ENDPOINTS.get(path)
  if (passed === undefined) return undefined
  const { kind, form, unnamed } = passed
  return {
    listOf: 'input',
    ...(form === undefined ? {} : { form }),
    ...(unnamed === undefined ? {} : { chooseModel: (call) => chooseModel(call, kind, dependencies) }),
    ask(call, body) {
      call.facts.dialectIn = 'openai-chat'
      // What came is what the body is in; unpacked, where it was packed.
      const contentType =
        body.form === undefined ? 'application/json' : (call.request.headers['content-type'] ?? '')
      return new PassThroughAsking(body, { kind, path, contentType })
    }
  }
}
