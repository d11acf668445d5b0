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
import { isForm, readForm, type ReadForm } from '../read-form.ts'
import { scanBody, type BodyScan } from '../scan-body.ts'

/** A request body that was read and scanned, not parsed. */
export interface ReadBody {
  readonly bytes: Buffer
  /** Empty where the body is a form. */
  readonly scan: BodyScan
  /** Set where it is one (`multipart/form-data`). */
  readonly form?: ReadForm
  /** Top-level member that holds the conversation, such as `messages`. */
  readonly listOf: string
  readonly model: string
  /** Set where the model was chosen by Gatehouse: the request names none. */
  readonly isUnnamed?: true
  readonly stream: boolean
}

/** Where a request says what. */
export interface RequestForm {
  /** Top-level member that holds the conversation or input list: the part that agents send again each turn. */
  readonly listOf: string
  /** Set where model and stream are said outside the body (Google). */
  readonly asked?: Asked
  /** Set where the body may be a form instead of JSON. */
  readonly form?: true
  /** Set where a request need not name a model: the one that it gets. Throws where there is none. */
  readonly chooseModel?: (call: GatewayCall) => string
}

/** Names go into rows and messages; the longest of any provider are below 150. */
const MODEL_NAME_MAX = 500

/** Ten times what a long agent session with images sends; a bound on memory, not on use. */
const BODY_MAX = 100 * 1024 * 1024

/** Stage 2: the body, whole and unpacked, with the spans of what matters in it. */
export async function readRequest(call: GatewayCall, endpoint: RequestForm): Promise<ReadBody> {
  const { headers } = call.request
  const contentType = headers['content-type'] ?? ''
  const isMultipart = endpoint.form === true && isForm(contentType)
  if (!isMultipart && !JSON_TYPE.test(contentType)) throw unknownContentType(endpoint)
  const bytes = await unpack(await readBytes(call.request), headers['content-encoding'])
  const read = isMultipart ? readFormBody(bytes, contentType) : readJsonBody(bytes, endpoint)
  const isUnnamed = (read.model === undefined || read.model === null) && endpoint.chooseModel !== undefined
  const model = checkedModel(isUnnamed ? endpoint.chooseModel(call) : read.model)
  const { stream } = read
  if (stream !== undefined && stream !== null && typeof stream !== 'boolean') {
    throw new GatehouseError('invalid_request', '"stream" must be true or false.')
  }
  const body: ReadBody = {
    bytes,
    scan: read.scan,
    ...(read.form === undefined ? {} : { form: read.form }),
    listOf: endpoint.listOf,
    model,
    ...(isUnnamed ? { isUnnamed } : {}),
    stream: stream === true
  }
  call.facts.body = body
  return body
}

const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/i
const NO_SCAN: BodyScan = { members: new Map(), itemEnds: [], closeAt: 0 }

interface ReadFields {
  readonly scan: BodyScan
  readonly form?: ReadForm
  readonly model: unknown
  readonly stream: unknown
}

function readJsonBody(bytes: Buffer, { listOf, asked, chooseModel }: RequestForm): ReadFields {
  const scan = scanBody(bytes, listOf)
  if (asked !== undefined) return { scan, ...asked }
  const model = memberValue(bytes, scan, 'model')
  // A server that takes `Model` for `model` must not find one there that was not chosen.
  if (chooseModel !== undefined && model === undefined && hasOtherModel(scan)) {
    throw new GatehouseError(
      'invalid_request',
      'The model is named in other letters than "model": write it so.'
    )
  }
  return { scan, model, stream: memberValue(bytes, scan, 'stream') }
}

function hasOtherModel({ members }: BodyScan): boolean {
  return [...members.keys()].some((key) => key.toLowerCase() === 'model')
}

function readFormBody(bytes: Buffer, contentType: string): ReadFields {
  const form = readForm(bytes, contentType)
  return { scan: NO_SCAN, form, model: form.model, stream: form.stream }
}

function checkedModel(model: unknown): string {
  if (typeof model !== 'string' || model === '') {
    throw new GatehouseError(
      'invalid_request',
      'The request names no model: send "model" as a text, such as "account/model".'
    )
  }
  if (model.length > MODEL_NAME_MAX) {
    throw new GatehouseError(
      'invalid_request',
      `"model" is longer than ${MODEL_NAME_MAX} characters, which no model's name is.`
    )
  }
  return model
}

function unknownContentType({ form }: RequestForm): GatehouseError {
  const wanted =
    form === true
      ? 'a form or JSON: send "content-type: multipart/form-data" with its boundary, or "application/json"'
      : 'JSON: send "content-type: application/json"'
  return new GatehouseError('unsupported_media_type', `The request body must be ${wanted}.`)
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
