import { parseParameters } from './parse-parameters.ts'
import { unreadableForm } from './unreadable-form.ts'

/** What the headers of a form's part say. */
export interface PartHeaders {
  readonly name: string
  /** Whether it has a file name: servers then take it for a file, not for a value. */
  readonly isFile: boolean
  /** Whether its bytes are its text as they stand, in UTF-8: no other character set, nothing to be decoded. */
  readonly isPlain: boolean
}

const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/
/** Names beyond it, escapes above all, are read differently from server to server, and no API has them. */
const NAME = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/
const CHARSETS = new Set(['utf-8', 'utf8', 'us-ascii', 'ascii', 'iso-8859-1'])
/** Encodings that leave the bytes as they are (https://www.rfc-editor.org/rfc/rfc2045#section-6.1). */
const IDENTITY = new Set(['7bit', '8bit', 'binary'])

/** The headers of one part, without the blank line behind them. Throws where servers could read them in two ways. */
export function readPartHeaders(text: string): PartHeaders {
  let disposition: string | null = null
  let isPlain = true
  for (const line of text.split('\r\n')) {
    const [, name, value = ''] = HEADER.exec(line) ?? []
    if (name === undefined) throw unreadableForm('a header of a part is not well formed')
    switch (name.toLowerCase()) {
      case 'content-disposition':
        if (disposition !== null) throw unreadableForm('a part has two content-dispositions')
        disposition = value
        break
      case 'content-type':
        isPlain &&= hasPlainCharset(value)
        break
      case 'content-transfer-encoding':
        isPlain &&= IDENTITY.has(value.trim().toLowerCase())
        break
      default:
    }
  }
  return { ...readDisposition(disposition), isPlain }
}

function readDisposition(header: string | null): Pick<PartHeaders, 'name' | 'isFile'> {
  const read = header === null ? null : parseParameters(header)
  if (read === null || read.value !== 'form-data')
    throw unreadableForm('a part has no content-disposition "form-data" that is well formed')
  // `name*` and `name*0` are other ways to write it (https://www.rfc-editor.org/rfc/rfc7578#section-4.2 forbids them).
  const names = read.parameters.filter(([parameter]) => parameter === 'name' || parameter.startsWith('name*'))
  const [only] = names
  if (names.length !== 1 || only === undefined || only[0] !== 'name')
    throw unreadableForm('a part must have one name')
  const [, name] = only
  if (!NAME.test(name)) throw unreadableForm('the name of a part has characters that no field has')
  const isFile = read.parameters.some(
    ([parameter]) => parameter === 'filename' || parameter.startsWith('filename*')
  )
  return { name, isFile }
}

function hasPlainCharset(contentType: string): boolean {
  const read = parseParameters(contentType)
  if (read === null) return false
  return read.parameters.every(
    ([name, value]) =>
      !name.startsWith('charset') || (name === 'charset' && CHARSETS.has(value.toLowerCase()))
  )
}
