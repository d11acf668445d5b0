import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withDevelopmentPages } from '../../electron/desktop/development-pages.ts'

let vite: Server
let origin: string

beforeAll(async () => {
  vite = createServer((request, response) => {
    response.setHeader('content-type', 'text/javascript')
    response.end(`vite: ${request.url}`)
  })
  await new Promise<void>((resolve) => vite.listen(0, '127.0.0.1', resolve))
  const address = vite.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  origin = `http://127.0.0.1:${address.port}`
})
afterAll(() => vite.close())

const ask = async (url: string) => {
  const handle = withDevelopmentPages(async () => new Response('control'), origin)
  const response = await handle(new Request(url), { door: 'window' })
  return { text: await response.text(), type: response.headers.get('content-type') }
}

test('pages and modules come from the development server, with their query', async () => {
  expect(await ask('app://gatehouse/main.tsx?t=1')).toEqual({
    text: 'vite: /main.tsx?t=1',
    type: 'text/javascript'
  })
})

test('calls go to the control surface', async () => {
  expect((await ask('app://gatehouse/rpc/system/status')).text).toBe('control')
})
