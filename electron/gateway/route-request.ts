import { GatehouseError } from '../../shared/errors.ts'
import { decodeName, geminiCall } from './own-path.ts'
import type { GatewayDependencies } from './dependencies.ts'
import { chatEndpoint } from './endpoints/chat.ts'
import { serveTokenCount } from './endpoints/count-tokens.ts'
import { embeddingsEndpoint } from './endpoints/embeddings.ts'
import { listModels, retrieveModel } from './endpoints/list-models.ts'
import { passThroughEndpoint } from './endpoints/pass-through.ts'
import { responsesEndpoint } from './endpoints/responses.ts'
import { serveModelCall } from './endpoints/serve-model-call.ts'
import { serveStoredResponse } from './endpoints/stored-responses.ts'
import type { GatewayCall } from './gateway-call.ts'
import { authenticate } from './stages/authenticate.ts'

const SERVED =
  'Gatehouse serves /v1/chat/completions, /v1/responses, /v1/messages, /v1/completions, /v1/embeddings, /v1/images/*, /v1/audio/*, /v1/moderations, /v1/rerank, /v1/models and /v1beta/models.'

/** The endpoint of a path. An unknown path is told only to whoever has a token. */
export function routeRequest(call: GatewayCall, dependencies: GatewayDependencies): Promise<void> {
  switch (call.path) {
    case '/v1/chat/completions':
      return serveModelCall(call, chatEndpoint('openai-chat', dependencies), dependencies)
    case '/v1/responses':
      return serveModelCall(call, responsesEndpoint(dependencies), dependencies)
    case '/v1/messages':
      return serveModelCall(call, chatEndpoint('anthropic-messages', dependencies), dependencies)
    case '/v1/completions':
      return serveModelCall(call, chatEndpoint('openai-completions', dependencies), dependencies)
    case '/v1/messages/count_tokens':
      return serveTokenCount(call, 'anthropic-messages', dependencies)
    case '/v1/responses/input_tokens':
      return serveTokenCount(call, 'openai-responses', dependencies)
    case '/v1/embeddings':
      return serveModelCall(call, embeddingsEndpoint('openai'), dependencies)
    case '/v1/models':
    case '/v1beta/models':
      return listModels(call, dependencies)
    default:
      return routeNamed(call, dependencies)
  }
}

/** Paths with a name in them, and those whose requests pass as they are. */
function routeNamed(call: GatewayCall, dependencies: GatewayDependencies): Promise<void> {
  const google = geminiCall(call.path)
  if (google !== null) return routeGemini(call, google, dependencies)
  const [, name] = /^\/v1(?:beta)?\/models\/(.+)$/.exec(call.path) ?? []
  if (name !== undefined) return retrieveModel(call, decodeName(name), dependencies)
  if (call.path.startsWith('/v1/responses/')) return serveStoredResponse(call, dependencies)
  const passed = passThroughEndpoint(call.path, dependencies)
  if (passed !== undefined) return serveModelCall(call, passed, dependencies)
  throw unknownPath(call)
}

/** Google's calls name the model in the path, and what is wanted of it behind a colon. */
function routeGemini(
  call: GatewayCall,
  { model, method }: { readonly model: string; readonly method: string },
  dependencies: GatewayDependencies
): Promise<void> {
  switch (method) {
    case 'generateContent':
      return serveModelCall(
        call,
        chatEndpoint('gemini', dependencies, { model, stream: false }),
        dependencies
      )
    case 'streamGenerateContent':
      if (new URLSearchParams(call.query).get('alt') !== 'sse') call.reply.streamAsList()
      return serveModelCall(call, chatEndpoint('gemini', dependencies, { model, stream: true }), dependencies)
    case 'countTokens':
      return serveTokenCount(call, 'gemini', dependencies, { model, stream: false })
    case 'embedContent':
    case 'batchEmbedContents':
      return serveModelCall(call, embeddingsEndpoint(method, { model, stream: false }), dependencies)
    default:
      throw unknownPath(call)
  }
}

function unknownPath(call: GatewayCall): GatehouseError {
  authenticate(call)
  return new GatehouseError('unknown_path', `There is nothing at ${call.path.slice(0, 200)}. ${SERVED}`)
}
