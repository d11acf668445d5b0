import { GatehouseError } from '../../shared/errors.ts'
import type { GatewayDependencies } from './dependencies.ts'
import { CHAT_COMPLETIONS, EMBEDDINGS } from './endpoints/endpoint.ts'
import { listModels, retrieveModel } from './endpoints/list-models.ts'
import { serveModelCall } from './endpoints/serve-model-call.ts'
import type { GatewayCall } from './gateway-call.ts'
import { authenticate } from './stages/authenticate.ts'

const SERVED = 'Gatehouse serves /v1/chat/completions, /v1/embeddings and /v1/models.'

/** The endpoint of a path. An unknown path is told only to whoever has a token. */
export function routeRequest(call: GatewayCall, dependencies: GatewayDependencies): Promise<void> {
  switch (call.path) {
    case '/v1/chat/completions':
      return serveModelCall(call, CHAT_COMPLETIONS, dependencies)
    case '/v1/embeddings':
      return serveModelCall(call, EMBEDDINGS, dependencies)
    case '/v1/models':
      return listModels(call, dependencies)
    default:
      if (call.path.startsWith('/v1/models/'))
        return retrieveModel(call, decodeName(call.path.slice('/v1/models/'.length)))
      authenticate(call)
      throw new GatehouseError('unknown_path', `There is nothing at ${call.path.slice(0, 200)}. ${SERVED}`)
  }
}

function decodeName(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
