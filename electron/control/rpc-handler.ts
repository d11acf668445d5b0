import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/fetch'
import { contract } from '../../shared/contract/index.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { accountsRouter } from './accounts.ts'
import { configRouter } from './config.ts'
import { controlError } from './control-error.ts'
import type { Control } from './create-control.ts'
import type { ControlContext, ControlDependencies } from './dependencies.ts'
import { logsRouter } from './logs.ts'
import { modelsRouter } from './models.ts'
import { secretsRouter } from './secrets.ts'
import { spendRouter } from './spend.ts'
import { systemRouter } from './system.ts'
import { tokensRouter } from './tokens.ts'

/** The contract's procedures behind a fetch handler, with one mapping of errors around all of them. */
export function createRpcHandler(dependencies: ControlDependencies): Control {
  const router = implement(contract)
    .$context<ControlContext>()
    .router({
      accounts: accountsRouter(dependencies),
      config: configRouter(dependencies),
      logs: logsRouter(dependencies),
      models: modelsRouter(dependencies),
      secrets: secretsRouter(dependencies),
      spend: spendRouter(dependencies),
      system: systemRouter(dependencies),
      tokens: tokensRouter(dependencies)
    })
  const handler = new RPCHandler(router, {
    interceptors: [
      async (call) => {
        try {
          return await call.next()
        } catch (error) {
          throw controlError(error, dependencies.notice)
        }
      }
    ]
  })
  return async (request, context) => {
    if (request.method !== 'POST') {
      return errorResponse(new GatehouseError('method_not_allowed', 'Calls are made with POST.'))
    }
    if (!isJson(request.headers.get('content-type'))) {
      return errorResponse(new GatehouseError('unsupported_media_type', 'The body must be application/json.'))
    }
    const result = await handler.handle(request, { prefix: '/rpc', context })
    if (!result.matched) {
      return errorResponse(new GatehouseError('unknown_path', 'There is no procedure of this name.'))
    }
    const { response } = result
    response.headers.set('cache-control', 'no-store')
    response.headers.set('x-content-type-options', 'nosniff')
    return response
  }
}

function isJson(contentType: string | null): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}

/** A refusal outside of any procedure, in the form in which the carrier sends errors. */
function errorResponse(error: GatehouseError): Response {
  const { code, status, message, issues } = error
  const json = { defined: false, code, status, message, data: { issues } }
  return Response.json({ json }, { status, headers: { 'cache-control': 'no-store' } })
}
