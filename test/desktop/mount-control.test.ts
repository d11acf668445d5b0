import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { mountControl } from '../../electron/desktop/mount-control.ts'

/** A handler that streams until its signal fires, and says when that was. */
function endlessControl() {
  const seen: { signal: AbortSignal | null; door: string; cancelled: boolean } = {
    signal: null,
    door: '',
    cancelled: false
  }
  const control = async (request: Request, context: { door: string }) => {
    seen.signal = request.signal
    seen.door = context.door
    let count = 0
    return new Response(
      new ReadableStream({
        pull: (controller) => controller.enqueue(new TextEncoder().encode(`${++count};`)),
        cancel: () => {
          seen.cancelled = true
        }
      })
    )
  }
  return { control, seen }
}

describe('the control surface on the app scheme', () => {
  test('a page that stops reading aborts the handler, though nobody fired the signal of its request', async () => {
    const { control, seen } = endlessControl()
    const request = new Request('app://gatehouse/rpc/system/events')
    const response = await mountControl(control)(request)
    const reader = response.body?.getReader()
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('1;')
    expect(seen.signal?.aborted).toBe(false)

    await reader?.cancel('the page went away')

    expect(seen).toMatchObject({ door: 'window', cancelled: true, signal: { aborted: true } })
    expect(request.signal.aborted).toBe(false)
  })

  test('an abort that Electron does report reaches the handler too', async () => {
    const { control, seen } = endlessControl()
    const abort = new AbortController()
    await mountControl(control)(new Request('app://gatehouse/rpc/x', { signal: abort.signal }))
    abort.abort()
    expect(seen.signal?.aborted).toBe(true)
  })

  test('a body is pulled only as fast as it is read', async () => {
    const { control } = endlessControl()
    let pulled = 0
    const counting = async (request: Request, context: { door: string }) => {
      const response = await control(request, context)
      const body = response.body?.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>(
          {
            transform(chunk, controller) {
              pulled++
              controller.enqueue(chunk)
            }
          },
          { highWaterMark: 1 },
          { highWaterMark: 0 }
        )
      )
      return new Response(body ?? null)
    }
    const response = await mountControl(counting)(new Request('app://gatehouse/rpc/x'))
    await sleep(50)
    expect(pulled).toBeLessThan(5)
    await response.body?.cancel()
  })

  test('method, headers, body, status and headers of the answer pass unchanged', async () => {
    const echo = async (request: Request) =>
      new Response(`${request.method} ${await request.text()}`, {
        status: 418,
        headers: { 'x-seen': request.headers.get('content-type') ?? '' }
      })
    const response = await mountControl(echo)(
      new Request('app://gatehouse/rpc/x', {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'content-type': 'application/json' }
      })
    )
    expect(await response.text()).toBe('POST {"a":1}')
    expect([response.status, response.headers.get('x-seen')]).toEqual([418, 'application/json'])
  })

  test('an answer without a body stays without one', async () => {
    const response = await mountControl(async () => new Response(null, { status: 204 }))(
      new Request('app://gatehouse/x')
    )
    expect([response.status, response.body]).toEqual([204, null])
  })

  test.each(['app://elsewhere/', 'app://gatehouse.evil/', 'http://gatehouse/'])(
    'the handler never sees %s',
    async (url) => {
      let called = false
      const response = await mountControl(async () => {
        called = true
        return new Response('')
      })(new Request(url))
      expect([response.status, called]).toEqual([404, false])
    }
  )
})
