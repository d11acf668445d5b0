import type { App } from '../app/create-app.ts'
import { APP_HOST, APP_SCHEME } from './app-origin.ts'

/**
 * The control surface as a handler for Electron's `protocol.handle('app', ...)`.
 *
 * Electron cancels the body of a response when the page stops reading (abort, reload, closed window), but never fires
 * `request.signal`. A subscription that listens to its signal would live for ever, so each request gets a signal of
 * its own here, and cancelling the body aborts it. A page that gives up before the response has begun can't be seen
 * from here; Electron then cancels the body as soon as there is one.
 */
export function mountControl(control: App['control']): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = new URL(request.url)
    if (url.protocol !== `${APP_SCHEME}:` || url.host !== APP_HOST)
      return new Response(`Nothing lives at ${url.protocol}//${url.host}.`, { status: 404 })

    const abort = new AbortController()
    // A version of Electron that does fire it is heard too.
    const signal = AbortSignal.any([abort.signal, request.signal])
    const response = await control(new Request(request, { signal }), { door: 'window' })
    if (response.body === null) return response
    return new Response(abortOnCancel(response.body, abort), response)
  }
}

/** The same bytes, pulled one chunk at a time so that back-pressure holds; cancelling them fires `abort` first. */
function abortOnCancel(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  abort: AbortController
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel(reason) {
      abort.abort(reason)
      await reader.cancel(reason)
    }
  })
}
