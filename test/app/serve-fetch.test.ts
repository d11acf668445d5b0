import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { serveFetch } from '../../electron/app/serve-fetch.ts'

const servers: Server[] = []
const errors: unknown[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close()
    server.closeAllConnections()
  }
  errors.length = 0
})

type Options = Partial<Parameters<typeof serveFetch>[0]>

async function serve(handle: (request: Request) => Promise<Response>, more: Options = {}): Promise<string> {
  const server = createServer(
    serveFetch({ origin: 'http://there', handle, onError: (error) => errors.push(error), ...more })
  )
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A promise and what settles it. */
function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { given: promise, give: () => resolve() }
}

/** A body that sends one event and then nothing until it is cancelled. */
function endless(onCancel: () => void): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('data: 1\n\n')),
    cancel: onCancel
  })
}

async function open(url: string): Promise<IncomingMessage> {
  const outgoing = httpRequest(url)
  outgoing.on('error', () => undefined)
  outgoing.end()
  const [incoming] = await once(outgoing, 'response')
  return incoming
}

describe('a fetch handler on node:http', () => {
  it('gets method, path, headers and body, and answers with status, headers and body', async () => {
    const url = await serve(async (request) =>
      Response.json(
        {
          method: request.method,
          url: request.url,
          x: request.headers.get('x-a'),
          body: await request.text()
        },
        { status: 201, headers: { 'x-b': 'b' } }
      )
    )
    const response = await fetch(`${url}/p?q=1`, { method: 'POST', body: 'grüße', headers: { 'x-a': 'a' } })
    expect([response.status, response.headers.get('x-b')]).toEqual([201, 'b'])
    expect(await response.json()).toEqual({
      method: 'POST',
      url: 'http://there/p?q=1',
      x: 'a',
      body: 'grüße'
    })
  })

  it('sends the first event of a stream before there is a second', async () => {
    const url = await serve(async () => new Response(endless(() => undefined)))
    const incoming = await open(url)
    const [chunk] = await once(incoming, 'data')
    expect(String(chunk)).toBe('data: 1\n\n')
    incoming.destroy()
  })

  it('sends the headers of a stream that says nothing yet', async () => {
    const url = await serve(async () => new Response(new ReadableStream(), { headers: { 'x-b': 'b' } }))
    const incoming = await open(url)
    expect(incoming.headers['x-b']).toBe('b')
    incoming.destroy()
  })

  it('aborts the request and cancels the response when the client goes away in the middle', async () => {
    const [aborted, cancelled] = [signal(), signal()]
    const url = await serve(async (request) => {
      request.signal.addEventListener('abort', aborted.give)
      return new Response(endless(cancelled.give))
    })
    const incoming = await open(url)
    incoming.destroy()
    await Promise.all([aborted.given, cancelled.given])
    expect(errors).toEqual([])
  })

  it('cancels a response that comes after the client went away', async () => {
    const [called, cancelled] = [signal(), signal()]
    const url = await serve(async (request) => {
      called.give()
      await once(request.signal, 'abort')
      return new Response(endless(cancelled.give))
    })
    const outgoing = httpRequest(url)
    outgoing.on('error', () => undefined)
    outgoing.end()
    await called.given
    outgoing.destroy()
    await cancelled.given
    expect(errors).toEqual([])
  })

  it('does not abort a request that was answered whole', async () => {
    const seen: AbortSignal[] = []
    const url = await serve(async (request) => {
      seen.push(request.signal)
      return new Response('done')
    })
    await (await fetch(url)).text()
    // By the answer to a second one, the first is closed.
    await (await fetch(url)).text()
    expect(seen[0]?.aborted).toBe(false)
  })

  it('waits for a slow reader instead of piling the body up', async () => {
    let pulled = 0
    const url = await serve(
      async () =>
        new Response(
          new ReadableStream({
            pull: (controller) => {
              pulled++
              if (pulled > 2000) controller.close()
              else controller.enqueue(new Uint8Array(65_536))
            }
          })
        )
    )
    const incoming = await open(url)
    incoming.pause()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(pulled).toBeLessThan(2000)
    let bytes = 0
    for await (const chunk of incoming) bytes += (chunk as Buffer).length
    expect(bytes).toBe(2000 * 65_536)
  })

  it('refuses by its guard before the body is read, and hears nothing more on that connection', async () => {
    const url = await serve(async () => new Response('no'), {
      guard: async () => new Response('refused', { status: 403 })
    })
    const outgoing = httpRequest(url, { method: 'POST' })
    outgoing.on('error', () => undefined)
    outgoing.write('the beginning of a body that never ends')
    const [incoming]: IncomingMessage[] = await once(outgoing, 'response')
    expect(incoming?.statusCode).toBe(403)
    expect(incoming?.headers.connection).toBe('close')
    outgoing.destroy()
  })

  it('refuses a body of more than 16 MB', async () => {
    const url = await serve(async () => new Response('read'))
    const response = await fetch(url, { method: 'POST', body: new Uint8Array(17 * 1024 * 1024) }).catch(
      () => null
    )
    // The rest of the body may still be on its way when the connection is closed.
    expect(response?.status ?? 413).toBe(413)
  })

  it('does not let a request target say which host it is for', async () => {
    const url = await serve(async (request) => new Response(request.url))
    for (const target of ['//evil.example/x', 'http://evil.example/x']) {
      const outgoing = httpRequest(url, { path: target })
      outgoing.end()
      const [incoming]: IncomingMessage[] = await once(outgoing, 'response')
      expect(incoming?.statusCode).toBe(400)
      incoming?.resume()
    }
  })

  it('answers 500 without details where the handler throws, and reports the error', async () => {
    const url = await serve(async () => {
      throw new Error('with a secret')
    })
    const response = await fetch(url)
    expect([response.status, await response.text()]).toEqual([500, 'internal error\n'])
    expect(errors).toEqual([new Error('with a secret')])
  })

  it('cuts the connection where a body fails in the middle, so that it is not taken for whole', async () => {
    const url = await serve(async () => {
      const chunks = [new Uint8Array(10)]
      return new Response(
        new ReadableStream({
          pull: (controller) => {
            const chunk = chunks.pop()
            if (chunk === undefined) controller.error(new Error('cut'))
            else controller.enqueue(chunk)
          }
        })
      )
    })
    const incoming = await open(url)
    await expect(text(incoming)).rejects.toThrow(/aborted/)
    expect(errors).toEqual([new Error('cut')])
  })
})
