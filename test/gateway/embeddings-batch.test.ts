import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendJson, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'

let provider: ScriptedProvider
let gateway: TestGateway

beforeAll(async () => {
  provider = await startScriptedProvider()
  provider.answer = (_request, response) => sendJson(response, 200, { embeddings: [{ values: [1] }] })
  gateway = await startGateway(
    {
      accounts: [
        {
          name: 'google',
          provider: 'gemini-compatible',
          base_url: provider.url,
          models: [{ id: 'small', upstream_id: 'embedding-001', type: 'embedding' }, 'large'],
          api_key: 'env://KEY'
        }
      ],
      tokens: [{ name: 'app', models: ['google/small'] }]
    },
    { env: { KEY: 'sk-provider' } }
  )
})
afterAll(async () => {
  await gateway.close()
  await provider.close()
})

test('each request of a batch gets the name of the model that was admitted, whatever it named', async () => {
  const content = { parts: [{ text: 'hi' }] }
  const response = await gateway.fetch('/v1beta/models/google%2Fsmall:batchEmbedContents', {
    method: 'POST',
    body: JSON.stringify({
      requests: [{ model: 'models/google/small', content }, { model: 'models/large', content }, { content }]
    })
  })
  expect(response.status).toBe(200)
  const request = { model: 'models/embedding-001', content }
  expect(provider.requests[0]?.path).toContain('/models/embedding-001:batchEmbedContents')
  expect(provider.requests[0]?.body).toEqual({ requests: [request, request, request] })
})
