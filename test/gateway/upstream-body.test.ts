import { describe, expect, test } from 'vitest'
import { scanBody } from '../../electron/gateway/scan-body.ts'
import { upstreamBody } from '../../electron/gateway/upstream-body.ts'
import { findProvider } from '../../electron/providers/all-providers.ts'

function sent(
  text: string,
  upstreamId: string,
  providerId = 'openai'
): { text: string; note: string | null; usageAsked: boolean } {
  const bytes = Buffer.from(text)
  const provider = findProvider(providerId)
  if (provider === undefined) throw new Error(`no provider ${providerId}`)
  const { model = '', stream = false } = JSON.parse(text) as { model?: string; stream?: boolean }
  const body = upstreamBody(
    { bytes, scan: scanBody(bytes, 'messages'), listOf: 'messages', model, stream },
    upstreamId,
    provider,
    'openai-chat'
  )
  return { text: body.bytes.toString(), note: body.note, usageAsked: body.usageAsked }
}

describe('the body for the provider', () => {
  test('is the client’s own where nothing has to change', () => {
    const text = '{ "x":1.0 ,"model":"m", "messages":[] }'
    expect(sent(text, 'm').text).toBe(text)
  })

  test('has the model’s own id in place of the name that was asked for, and nothing else changed', () => {
    expect(sent('{"messages":["model"],"model" : "a/m","y":2}', 'm"2').text).toBe(
      '{"messages":["model"],"model" : "m\\"2","y":2}'
    )
  })

  test('asks for the usage of a stream', () => {
    expect(sent('{"model":"m","stream":true}', 'm').text).toBe(
      '{"model":"m","stream":true,"stream_options":{"include_usage":true}}'
    )
    expect(sent('{"model":"m","stream":false}', 'm').text).toBe('{"model":"m","stream":false}')
  })

  test('keeps the client’s other stream options', () => {
    const { text, usageAsked } = sent(
      '{"model":"m","stream_options":{"include_usage":false,"z":1},"stream":true}',
      'm'
    )
    expect(JSON.parse(text)).toEqual({
      model: 'm',
      stream: true,
      stream_options: { include_usage: true, z: 1 }
    })
    expect(usageAsked).toBe(false)
    expect(sent('{"model":"m","stream_options":{"include_usage":true},"stream":true}', 'm').usageAsked).toBe(
      true
    )
  })

  test.each([
    '{"stream_options":{"include_usage":true},"model":"m","stream":true}',
    '{"model":"m", "stream_options":{"include_usage":true} ,"stream":true}',
    '{"model":"m","stream":true,"stream_options":{"include_usage":true}}'
  ])('leaves out options that the provider refuses, and says so: %s', (text) => {
    const body = sent(text, 'm', 'mistral')
    expect(JSON.parse(body.text)).toEqual({ model: 'm', stream: true })
    expect(body.note).toContain('stream_options')
  })
})
