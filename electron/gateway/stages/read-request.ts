import type { IncomingMessage } from 'node:http'
import {
  brotliDecompress,
  gunzip,
  inflate,
  zstdDecompress,
  type InputType,
  type ZlibOptions
} from 'node:zlib'
import { GatehouseError } from '../../../shared/errors.ts'
import type { Asked } from '../../dialects/dialect.ts'
import type { GatewayCall } from '../gateway-call.ts'
import { scanBody, type BodyScan } from '../scan-body.ts'

/** A request body that was read and scanned, not parsed. */
export interface ReadBody {
  readonly bytes: Buffer
  readonly scan: BodyScan
  /** Top-level member that holds the conversation, such as `messages`. */
  readonly listOf: string
  readonly model: string
  readonly stream: boolean
}

/** Where a request says what. */
export interface RequestForm {
  /** Top-level member that holds the conversation or input list: the part that agents send again each turn. */
  readonly listOf: string
  /** Set where model and stream are said outside the body (Google). */
  readonly asked?: Asked
}

/** Names go into rows and messages; the longest of any provider are below 150. */
const MODEL_NAME_MAX = 500

/** Ten times what a long agent session with images sends; a bound on memory, not on use. */
const BODY_MAX = 100 * 1024 * 1024

/** Stage 2: the body, whole and unpacked, with the spans of what matters in it. */
export async function readRequest(call: GatewayCall, { listOf, asked }: RequestForm): Promise<ReadBody> {
  const { request } = call
  const type = request.headers['content-type']
  if (type === undefined || !/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new GatehouseError(
      'unsupported_media_type',
      'The request body must be JSON: send "content-type: application/json".'
    )
  }
  const bytes = await unpack(await readBytes(request), request.headers['content-encoding'])
  const scan = scanBody(bytes, listOf)
  const model = asked === undefined ? memberValue(bytes, scan, 'model') : asked.model
  if (typeof model === 'string' && model.length > MODEL_NAME_MAX) {
    throw new GatehouseError(
      'invalid_request',
      `"model" is longer than ${MODEL_NAME_MAX} characters, which no model's name is.`
    )
  }
  if (typeof model !== 'string' || model === '') {
    throw new GatehouseError(
      'invalid_request',
      'The request names no model: send "model" as a text, such as "account/model".'
    )
  }
  const stream = asked === undefined ? memberValue(bytes, scan, 'stream') : asked.stream
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    throw new GatehouseError('invalid_request', '"stream" must be true or false.')
  }
  const body = { bytes, scan, listOf, model, stream: stream === true }
  call.facts.body = body
  return body
}

/** The parsed value of one top-level member; undefined where there is none. */
export function memberValue(bytes: Buffer, scan: BodyScan, name: string): unknown {
  const member = scan.members.get(name)
  if (member === undefined) return undefined
  try {
    return JSON.parse(bytes.toString('utf8', member.start, member.end))
  } catch (error) {
    throw new GatehouseError('invalid_json', `The request body is not valid JSON: "${name}" can't be read.`, {
      cause: error
    })
  }
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0)
  if (announced > BODY_MAX) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    let parts: Buffer[] = []
    let length = 0
    request.on('data', (part: Buffer) => {
      length += part.length
      if (length > BODY_MAX) {
        // The rest is read and dropped: a client that still sends would not see the refusal if its connection broke.
        parts = []
        reject(tooLarge())
      } else parts.push(part)
    })
    request.on('end', () => {
      const [only] = parts
      // A body of one part, as most are, is taken as it is: no copy.
      resolve(parts.length === 1 && only !== undefined ? only : Buffer.concat(parts))
    })
    request.on('error', () =>
      reject(new GatehouseError('client_closed', 'The client hung up while it sent its request.'))
    )
  })
}

function tooLarge(): GatehouseError {
  return new GatehouseError('body_too_large', `The request body is larger than ${BODY_MAX / 1024 / 1024} MB.`)
}

type Unpacker = (
  input: InputType,
  options: ZlibOptions,
  callback: (error: Error | null, result: Buffer) => void
) => void

const UNPACKERS = new Map<string, Unpacker>([
  ['gzip', gunzip],
  ['x-gzip', gunzip],
  ['deflate', inflate],
  [
    'br',
    (input, options, callback) =>
      brotliDecompress(input, { maxOutputLength: options.maxOutputLength ?? BODY_MAX }, callback)
  ],
  [
    'zstd',
    (input, options, callback) =>
      zstdDecompress(input, { maxOutputLength: options.maxOutputLength ?? BODY_MAX }, callback)
  ]
])

async function unpack(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === '' || encoding === 'identity') return bytes
  const unpacker = UNPACKERS.get(encoding.trim().toLowerCase())
  if (unpacker === undefined) {
    throw new GatehouseError(
      'unsupported_media_type',
      `The content encoding "${encoding}" is not known: send gzip, br, zstd, deflate or none.`
    )
  }
  return new Promise((resolve, reject) => {
    // Bounded, so that a small body can't unpack into all of the memory.
    unpacker(bytes, { maxOutputLength: BODY_MAX }, (error, result) => {
      if (error === null) resolve(result)
      else if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') reject(tooLarge())
      else
        reject(
          new GatehouseError('invalid_request', `The request body can't be unpacked as ${encoding}.`, {
            cause: error
          })
        )
    })
  })
}
