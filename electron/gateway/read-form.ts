import { GatehouseError } from '../../shared/errors.ts'
import { parseJson } from '../dialects/json.ts'
import { decodeName } from './own-path.ts'
import { parseParameters } from './parse-parameters.ts'
import { scanMultipart, type FormPart, type FormScan } from './scan-multipart.ts'

/** A form that was read: its parts, and what it says of model and stream. */
export interface ReadForm extends FormScan {
  /** undefined where it has none. */
  readonly modelPart: FormPart | undefined
  readonly model: string | undefined
  readonly stream: boolean
}

const SHORT_BYTES = 4096
const FORM = 'multipart/form-data'
/** Any visible character but those that end or escape a quoted text; a space may stand inside. */
const BOUNDARY = /^[\x21\x23-\x5b\x5d-\x7e](?:[\x20\x21\x23-\x5b\x5d-\x7e]{0,198}[\x21\x23-\x5b\x5d-\x7e])?$/

export function isForm(contentType: string): boolean {
  return /^\s*multipart\/form-data\s*(?:;|$)/i.test(contentType)
}

/** The form in a body. Throws `invalid_request` where it can't be read, `duplicate_key` where it names two models. */
export function readForm(body: Buffer, contentType: string): ReadForm {
  const scan = scanMultipart(body, boundaryOf(contentType))
  const models = partsNamed(scan, 'model')
  const [modelPart] = models
  if (models.length > 1) {
    throw new GatehouseError(
      'duplicate_key',
      'The form has the field "model" twice. Send it once: which of the two counts differs between servers.'
    )
  }
  if (modelPart !== undefined && (modelPart.name !== 'model' || modelPart.isFile || !modelPart.isPlain)) {
    throw new GatehouseError(
      'invalid_request',
      'The field "model" of the form must be plain text in UTF-8 under just that name, without a file name.'
    )
  }
  return {
    ...scan,
    modelPart,
    model: modelPart === undefined ? undefined : beginningOfPart(body, modelPart),
    stream: partsNamed(scan, 'stream').some((part) => /^\s*(?:true|1)\s*$/i.test(beginningOfPart(body, part)))
  }
}

/** What the fields of this name say: their texts, and the members of lists that are written as JSON. */
export function formValues(body: Buffer, form: FormScan, name: string): readonly unknown[] {
  return partsNamed(form, name).flatMap((part) => {
    const text = textOfPart(body, part)
    const value = parseJson(text)
    return Array.isArray(value) ? value : [typeof value === 'string' ? value : text]
  })
}

/** The parts that some server could take for the field of this name: `Model`, `model[]` and `%6dodel` are `model`. */
function partsNamed({ parts }: FormScan, name: string): readonly FormPart[] {
  return parts.filter((part) => foldName(part.name) === name)
}

function foldName(name: string): string {
  // aiohttp's clients send `image%5B%5D`, and its servers read it.
  const [base = ''] = decodeName(name).split('[')
  return base.trim().toLowerCase()
}

function textOfPart(body: Buffer, { start, end }: FormPart): string {
  return body.toString('utf8', start, end)
}

/** Enough of a part to know a short value, or that it is none. */
function beginningOfPart(body: Buffer, { start, end }: FormPart): string {
  return body.toString('utf8', start, Math.min(end, start + SHORT_BYTES))
}

function boundaryOf(contentType: string): string {
  const read = parseParameters(contentType)
  const boundaries = (read?.parameters ?? []).filter(([name]) => name.startsWith('boundary'))
  const [only] = boundaries
  const [name, boundary] = only ?? []
  if (read?.value !== FORM || boundaries.length !== 1 || name !== 'boundary' || boundary === undefined) {
    throw badContentType('it must name one boundary')
  }
  if (!BOUNDARY.test(boundary)) throw badContentType('its boundary must be 1 to 200 visible characters')
  const charset = read.parameters.find(([parameter]) => parameter.startsWith('charset'))?.[1] ?? 'utf-8'
  if (charset.toLowerCase() !== 'utf-8') throw badContentType('forms are read in UTF-8')
  return boundary
}

function badContentType(why: string): GatehouseError {
  return new GatehouseError('invalid_request', `The content type of the form is not well formed: ${why}.`)
}
