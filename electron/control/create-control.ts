import type { ControlContext, ControlDependencies } from './dependencies.ts'
import { createStaticFiles } from './static-files.ts'

/** The control surface as a fetch handler, whatever door it is mounted behind. */
export type Control = (request: Request, context: ControlContext) => Promise<Response>

/**
 * Everything that window and command line can do, under `/rpc`, and the files of the window everywhere else. The
 * handlers, their validation and the carrier are loaded at the first call: a gateway that nobody looks at never needs
 * them.
 */
export function createControl(dependencies: ControlDependencies): Control {
  const serveFile = createStaticFiles(dependencies.rendererDir)
  let rpc: Promise<Control> | undefined
  return async (request, context) => {
    const { pathname } = new URL(request.url)
    if (pathname !== '/rpc' && !pathname.startsWith('/rpc/')) return await serveFile(request)
    rpc ??= import('./rpc-handler.ts').then(({ createRpcHandler }) => createRpcHandler(dependencies))
    const handle = await rpc
    return await handle(request, context)
  }
}
