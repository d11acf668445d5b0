import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto'
import type { AwsKeys } from '../../shared/domain/aws-keys.ts'
import type { UpstreamRequest } from './upstream.ts'

/**
 * The request with AWS's signature, version 4, in its headers
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv4.html). The body is signed as well, so that this comes
 * last. The library is loaded with the first request that needs it. `now` is milliseconds since the epoch: AWS takes a
 * signature for five minutes.
 */
export async function signAwsRequest(
  request: UpstreamRequest,
  keys: AwsKeys,
  now: number
): Promise<UpstreamRequest> {
  const { SignatureV4 } = await import('@smithy/signature-v4')
  const { accessKeyId, secretAccessKey, sessionToken, region, service } = keys
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === null ? {} : { sessionToken }) },
    region,
    service,
    sha256: Sha256,
    // The body's hash is in the signature: S3 alone wants it in a header too.
    applyChecksum: false
  })
  const url = new URL(request.path, request.origin)
  const type = request.headers['content-type']
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: url.protocol,
      hostname: url.hostname,
      // As it stands in the request: an id is encoded there already, and AWS encodes it once more to sign it.
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      // The other headers may change on the way, and are not what the signature is for.
      headers: { host: url.host, ...(type === undefined ? {} : { 'content-type': type }) },
      body: request.body ?? undefined
    },
    { signingDate: new Date(now) }
  )
  const { host: _host, ...headers } = signed.headers
  return { ...request, headers: { ...request.headers, ...headers } }
}

/** The library's idea of a hash, done by Node's own. */
class Sha256 {
  readonly #secret: string | Uint8Array | undefined
  #hash: Hash | Hmac

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined || typeof secret === 'string' ? secret : bytesOf(secret)
    this.#hash = this.#begin()
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === 'string' ? data : bytesOf(data))
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest())
  }

  reset(): void {
    this.#hash = this.#begin()
  }

  #begin(): Hash | Hmac {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret)
  }
}

function bytesOf(data: ArrayBuffer | ArrayBufferView): Uint8Array {
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}
