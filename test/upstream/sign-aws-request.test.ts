import { expect, test } from 'vitest'
import type { AwsKeys } from '../../shared/domain/aws-keys.ts'
import { signAwsRequest } from '../../electron/upstream/sign-aws-request.ts'
import type { UpstreamRequest } from '../../electron/upstream/upstream.ts'

/**
 * AWS's own test suite (https://docs.aws.amazon.com/general/latest/gr/signature-v4-test-suite.html): its keys, its time,
 * its requests, and the signatures that it names. There `host` and `x-amz-date` are all that is signed, as here for a
 * request without a body.
 */
const KEYS: AwsKeys = {
  region: 'us-east-1',
  service: 'service',
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: null
}
const NOW = Date.UTC(2015, 7, 30, 12, 36)

const request = (change: Partial<UpstreamRequest> = {}): UpstreamRequest => ({
  origin: 'https://example.amazonaws.com',
  path: '/',
  method: 'GET',
  headers: { 'user-agent': 'gatehouse' },
  body: null,
  allowLinkLocal: false,
  ...change
})

test.each([
  ['get-vanilla', {}, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
  ['post-vanilla', { method: 'POST' }, '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
  [
    'get-vanilla-query-order-key-case',
    { path: '/?Param2=value2&Param1=value1' },
    'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500'
  ]
] as const)('signs as %s of the suite says', async (_name, change, signature) => {
  const { headers } = await signAwsRequest(request(change), KEYS, NOW)
  expect(headers['x-amz-date']).toBe('20150830T123600Z')
  expect(headers['authorization']).toBe(
    `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=${signature}`
  )
})

test('changes nothing of the request but its headers', async () => {
  const before = request({ method: 'POST', path: '/model/a%3A0/converse', body: Buffer.from('{}') })
  const { headers, ...rest } = await signAwsRequest(before, KEYS, NOW)
  const { headers: _before, ...asked } = before
  expect(rest).toEqual(asked)
  expect(headers['user-agent']).toBe('gatehouse')
  expect(headers).not.toHaveProperty('host')
})

test('another body has another signature', async () => {
  const sign = async (body: string): Promise<string | undefined> =>
    (await signAwsRequest(request({ method: 'POST', body: Buffer.from(body) }), KEYS, NOW)).headers[
      'authorization'
    ]
  expect(await sign('{"a":1}')).not.toBe(await sign('{"a":2}'))
})

test('sends and signs the token of temporary keys', async () => {
  const { headers } = await signAwsRequest(request(), { ...KEYS, sessionToken: 'token-of-the-session' }, NOW)
  expect(headers['x-amz-security-token']).toBe('token-of-the-session')
  expect(headers['authorization']).toContain('SignedHeaders=host;x-amz-date;x-amz-security-token')
})
