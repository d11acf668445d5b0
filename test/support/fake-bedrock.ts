import { createHash, createHmac } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ServerResponse } from 'node:http'
import {
  sendJson,
  startScriptedProvider,
  type ScriptedProvider,
  type ScriptedRequest
} from './scripted-provider.ts'

export const ACCESS_KEY = 'AKIDEXAMPLE'
export const SECRET_KEY = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'

/** A Bedrock that answers as the test says, to requests alone whose signature or key is right. */
export async function startFakeBedrock(region: string): Promise<ScriptedProvider> {
  const provider = await startScriptedProvider()
  let answer: ScriptedProvider['answer'] = (_request, response) => sendJson(response, 500, {})
  provider.answer = (request, response) => {
    if (request.headers.authorization === 'Bearer bedrock-api-key') answer(request, response)
    else if (isSigned(request, region)) answer(request, response)
    else {
      const message =
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.'
      sendJson(
        response,
        403,
        { message },
        { 'x-amzn-errortype': 'InvalidSignatureException:http://internal.amazon.com/' }
      )
    }
  }
  return {
    url: provider.url,
    requests: provider.requests,
    close: () => provider.close(),
    get answer() {
      return answer
    },
    set answer(next) {
      answer = next
    }
  }
}

/**
 * Whether the signature is the one that AWS would calculate, after its documentation
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), with none of the library's code.
 */
function isSigned(request: ScriptedRequest, region: string): boolean {
  const { headers, path, bytes } = request
  const authorization = headers.authorization ?? ''
  const [, scope, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      authorization
    ) ?? []
  const time = headers['x-amz-date']
  if (scope === undefined || signedHeaders === undefined || typeof time !== 'string') return false
  const day = time.slice(0, 8)
  const expectedScope = `${day}/${region}/bedrock/aws4_request`
  if (scope !== `${ACCESS_KEY}/${expectedScope}`) return false
  const names = signedHeaders.split(';')
  if (!names.includes('host') || !names.includes('x-amz-date')) return false
  if (headers['x-amz-security-token'] !== undefined && !names.includes('x-amz-security-token')) return false
  const [pathname = '', query = ''] = path.split('?')
  const canonical = [
    request.method,
    pathname.split('/').map(encodeURIComponent).join('/'),
    query.split('&').toSorted().join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    signedHeaders,
    sha256(bytes)
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, expectedScope, sha256(canonical)].join('\n')
  const key = [day, region, 'bedrock', 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${SECRET_KEY}`))
  return hmac(key, toSign).toString('hex') === signature
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

type Told = Readonly<Record<string, unknown>>

/** A message of AWS's event stream (https://smithy.io/2.0/aws/amazon-eventstream.html). */
export function awsMessage(headers: Readonly<Record<string, string>>, payload: Told): Buffer {
  const head = Buffer.concat(
    Object.entries(headers).map(([name, value]) => {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(Buffer.byteLength(value))
      return Buffer.concat([
        Buffer.from([name.length]),
        Buffer.from(name),
        Buffer.from([7]),
        length,
        Buffer.from(value)
      ])
    })
  )
  const body = Buffer.from(JSON.stringify(payload))
  const message = Buffer.alloc(head.length + body.length + 16)
  message.writeUInt32BE(message.length, 0)
  message.writeUInt32BE(head.length, 4)
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8)
  head.copy(message, 12)
  body.copy(message, 12 + head.length)
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4)
  return message
}

/** An event by its name; names that end in `Exception` are those. */
export function awsEvent(name: string, payload: Told): Buffer {
  const isException = name.endsWith('Exception')
  return awsMessage(
    {
      [isException ? ':exception-type' : ':event-type']: name,
      ':content-type': 'application/json',
      ':message-type': isException ? 'exception' : 'event'
    },
    payload
  )
}

/** Events as a stream, in pieces that end anywhere. */
export function sendAwsEvents(response: ServerResponse, events: readonly (readonly [string, Told])[]): void {
  const bytes = Buffer.concat(events.map(([name, payload]) => awsEvent(name, payload)))
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' })
  for (let from = 0; from < bytes.length; from += 53) response.write(bytes.subarray(from, from + 53))
  response.end()
}
