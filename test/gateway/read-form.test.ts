import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formValues, isForm, readForm, type ReadForm } from '../../electron/gateway/read-form.ts'
import { GatehouseError } from '../../shared/errors.ts'

const BOUNDARY = '----gate-7MA4YWxkTrZu0gW'
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`

/** A part: its headers (or the parameters behind `form-data;` alone), then its content. */
function part(headers: string, content: string | Buffer = 'x'): Buffer {
  const all = headers.includes(':') ? headers : `Content-Disposition: form-data; ${headers}`
  return Buffer.concat([Buffer.from(`${all}\r\n\r\n`, 'latin1'), Buffer.from(content)])
}

function formOf(parts: readonly Buffer[], boundary = BOUNDARY, end = '--\r\n'): Buffer {
  const open = Buffer.from(`--${boundary}\r\n`)
  const line = Buffer.from('\r\n')
  return Buffer.concat([...parts.flatMap((bytes) => [open, bytes, line]), Buffer.from(`--${boundary}${end}`)])
}

const read = (parts: readonly Buffer[], type = TYPE): ReadForm => readForm(formOf(parts), type)
const outcomeOf = (body: Buffer): string => {
  try {
    readForm(body, TYPE)
    return 'read'
  } catch (error) {
    return error instanceof GatehouseError ? error.code : String(error)
  }
}
const MODEL = part('name="model"', 'oa/whisper-1')
const FILE = part(
  'Content-Disposition: form-data; name="file"; filename="a b.wav"\r\nContent-Type: audio/wav',
  'RIFF'
)

describe('a form', () => {
  test('has parts, and where their contents lie', () => {
    const body = formOf([FILE, MODEL, part('name="stream"', 'true')])
    const form = readForm(body, TYPE)
    expect(
      form.parts.map(({ name, isFile, start, end }) => [name, isFile, body.toString('utf8', start, end)])
    ).toEqual([
      ['file', true, 'RIFF'],
      ['model', false, 'oa/whisper-1'],
      ['stream', false, 'true']
    ])
    expect([form.model, form.stream, form.firstAt]).toEqual(['oa/whisper-1', true, 0])
  })

  test.each([
    ['unquoted', 'name=model'],
    ['in capitals', 'Content-DISPOSITION: Form-Data; NAME="model"'],
    [
      'behind its content type',
      'Content-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=model'
    ],
    ['with a length', 'Content-Disposition: form-data; name="model"\r\nContent-Length: 12'],
    [
      'by Java',
      'Content-Disposition: form-data; name="model"\r\nContent-Type: text/plain; charset=ISO-8859-1\r\nContent-Transfer-Encoding: 8bit'
    ],
    ['with a semicolon behind', 'name="model";']
  ])('names its model %s', (_how, headers) => {
    expect(read([part(headers, 'oa/whisper-1'), FILE]).model).toBe('oa/whisper-1')
  })

  test.each([
    ['filename="say \\"hi\\".wav"'],
    ['filename="C:\\dir\\a.wav"'],
    ["filename=a.wav; filename*=utf-8''a.wav"],
    ['filename="日本.wav"'],
    ['filename=""'],
    ['filename="a;b.wav"']
  ])('may have a file with %s', (filename) => {
    const parts = [Buffer.from(`Content-Disposition: form-data; name="file"; ${filename}\r\n\r\nRIFF`), MODEL]
    expect(read(parts).parts[0]).toMatchObject({ name: 'file', isFile: true })
  })

  test('may hold anything in a file: line breaks, dashes, its boundary within a line, what looks like a part', () => {
    const odd = `\r\n--\r\n--${BOUNDARY.slice(0, -1)}\r\nx--${BOUNDARY}\r\n\r\nname="model"\r\n\r\ny\n\n\r\r`
    const body = formOf([part('name="file"; filename="x"', odd), MODEL])
    const [file] = readForm(body, TYPE).parts
    expect(body.toString('utf8', file?.start, file?.end)).toBe(odd)
  })

  test('is read whatever its files hold', () => {
    const content = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
    const property = fc.property(content, content, (first, second) => {
      const body = formOf([
        part('name="file"; filename="x"', first),
        MODEL,
        part('name="mask"; filename="y"', second)
      ])
      const form = readForm(body, TYPE)
      const slices = form.parts.map(({ start, end }) => body.subarray(start, end))
      expect(slices).toEqual([first, Buffer.from('oa/whisper-1'), second])
    })
    fc.assert(property)
  })

  test('never makes the reader fail in another way than by a refusal', () => {
    const body = formOf([FILE, MODEL])
    const property = fc.property(
      fc.nat(body.length - 1),
      fc.nat(255),
      fc.nat(body.length),
      (at, byte, length) => {
        const changed = Buffer.from(body)
        changed[at] = byte
        expect(outcomeOf(changed.subarray(0, length))).toMatch(/^(?:read|invalid_request|duplicate_key)$/)
      }
    )
    fc.assert(property, { numRuns: 500 })
  })

  test('may begin and end with a line break, and have no parts', () => {
    const body = Buffer.concat([Buffer.from('\r\n'), formOf([MODEL], BOUNDARY, '--\r\n\r\n')])
    expect(readForm(body, TYPE)).toMatchObject({ model: 'oa/whisper-1', firstAt: 2 })
    expect(readForm(formOf([MODEL], BOUNDARY, '--'), TYPE).parts).toHaveLength(1)
    expect(read([])).toMatchObject({ parts: [], model: undefined, stream: false })
  })

  test('says values of its fields as texts, and lists of them', () => {
    const body = formOf([
      part('name="models[]"', 'a/b'),
      part('name="models"', '["c/d","e/f"]'),
      part('name="n"', '"g"')
    ])
    const form = readForm(body, TYPE)
    expect(formValues(body, form, 'models')).toEqual(['a/b', 'c/d', 'e/f'])
    expect(formValues(body, form, 'n')).toEqual(['g'])
  })
})

describe('a model that another server could read differently', () => {
  test.each([
    ['name="model"'],
    ['name=model'],
    ['name="MODEL"'],
    ['name="model[]"'],
    ['name="model[0]"'],
    ['name=" model "'],
    ['name="%6dodel"'],
    ['name="model"; filename="m"']
  ])('twice is refused as that: %s', (second) => {
    expect(() => read([MODEL, part(second, 'other')])).toThrow(/"model" twice/)
    expect(() => read([part(second, 'other'), MODEL])).toThrow(
      expect.objectContaining({ code: 'duplicate_key' })
    )
  })

  test.each([
    ['name="Model"'],
    ['name="model[]"'],
    ['name="%6Dodel"'],
    ['name="model"; filename="m.txt"'],
    ["name=model; filename*=utf-8''m"],
    ['Content-Disposition: form-data; name="model"\r\nContent-Transfer-Encoding: base64'],
    ['Content-Disposition: form-data; name="model"\r\nContent-Type: text/plain; charset=utf-7'],
    ['Content-Disposition: form-data; name="model"\r\nContent-Type: text/plain; charset*=utf-8\'\'utf-16']
  ])('is refused: %s', (headers) => {
    expect(() => read([part(headers, 'oa/whisper-1')])).toThrow(/"model" of the form must be plain text/)
  })

  test.each([
    ["name*=utf-8''model"],
    ['name="prompt"; name="model"'],
    ['name*0="mo"; name*1="del"'],
    ['name="mod\\el"'],
    ['name="a\\"; name="model"'],
    ['name="prompt"; filename="a\\"; name=model; x="'],
    ['name="prompt"; filename="a\\"b"; x="; name=model; y="'],
    ['name="pr\u0001ompt"'],
    ['name="prompt" name="model"'],
    ['Content-Disposition: form-data; name="prompt"\r\nContent-Disposition: form-data; name="model"'],
    ['Content-Disposition: form-data; name="prompt";\r\n name="model"'],
    ['Content-Disposition: form-data; name="prompt"\nContent-Disposition: form-data; name="model"'],
    ['Content-Disposition : form-data; name="model"'],
    ['Content-Disposition: attachment; name="model"'],
    ['Content-Type: text/plain']
  ])('in headers is refused: %j', (headers) => {
    expect(() => read([part(headers, 'x'), FILE])).toThrow(/can't be read/)
  })

  const HIDDEN = `Content-Disposition: form-data; name="model"`
  test.each([
    ['behind a bare line feed', `x\n--${BOUNDARY}\n${HIDDEN}\n\nother`],
    ['behind a bare carriage return', `x\r--${BOUNDARY}\r\n${HIDDEN}\r\n\r\nother`],
    ['behind a boundary with white space', `x\r\n--${BOUNDARY} \r\n${HIDDEN}\r\n\r\nother`],
    ['behind a boundary that ends with a line feed', `x\r\n--${BOUNDARY}\n${HIDDEN}\r\n\r\nother`],
    ['behind a longer boundary', `x\r\n--${BOUNDARY}x\r\n${HIDDEN}\r\n\r\nother`],
    ['behind a boundary at once', `--${BOUNDARY}\r\n${HIDDEN}\r\n\r\nother`],
    ['behind the end', `x\r\n--${BOUNDARY}--\r\n--${BOUNDARY}\r\n${HIDDEN}\r\n\r\nother`]
  ])('%s is refused', (_where, content) => {
    expect(() => read([part('name="prompt"', content), FILE])).toThrow(/can't be read/)
  })
})

describe('a body that is no form', () => {
  test.each([
    ['', ''],
    ['before its first boundary', `preamble\r\n${formOf([MODEL]).toString()}`],
    ['of another boundary', formOf([MODEL], 'other').toString()],
    ['without its end', formOf([MODEL]).toString().slice(0, -BOUNDARY.length)],
    ['of line feeds alone', formOf([MODEL]).toString().replaceAll('\r\n', '\n')],
    ['whose headers have no end', `--${BOUNDARY}\r\n${'x: y\r\n'.repeat(10_000)}`],
    ['of no headers', `--${BOUNDARY}\r\n\r\nx\r\n--${BOUNDARY}--\r\n`],
    ['of JSON', '{"model":"x"}']
  ])('is refused: %s', (_what, body) => {
    expect(() => readForm(Buffer.from(body), TYPE)).toThrow(
      expect.objectContaining({ code: 'invalid_request' })
    )
  })

  test('is refused where it would take long: too many parts, a boundary that its files are full of', () => {
    expect(() => read(Array.from({ length: 1001 }, () => part('name="n"')))).toThrow(/more than 1000 parts/)
    const body = formOf([part('name="file"; filename="x"', `x${'--a'.repeat(20_000)}`)], 'a')
    expect(() => readForm(body, 'multipart/form-data; boundary=a')).toThrow(/should be longer/)
  })
})

describe('a content type', () => {
  test.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['multipart/form-data; boundary="a b:c/d=e?f"', 'a b:c/d=e?f'],
    ['Multipart/Form-Data;BOUNDARY=abc; charset=utf-8', 'abc'],
    ['multipart/form-data; boundary=--------------------------123', '--------------------------123'],
    ['multipart/form-data; boundary="=_Part_1_2.3"', '=_Part_1_2.3'],
    ["multipart/form-data; boundary=a'()+_-./:=?b", "a'()+_-./:=?b"]
  ])('names the boundary: %s', (type, boundary) => {
    expect(isForm(type)).toBe(true)
    expect(readForm(formOf([MODEL], boundary), type).model).toBe('oa/whisper-1')
  })

  test.each([
    ['multipart/form-data'],
    ['multipart/form-data; boundary='],
    ['multipart/form-data; boundary=""'],
    ['multipart/form-data; boundary=a; boundary=b'],
    ["multipart/form-data; boundary=a; boundary*=utf-8''b"],
    ['multipart/form-data; boundary="a\\"b"'],
    ['multipart/form-data; boundary="a "'],
    [`multipart/form-data; boundary=${'a'.repeat(201)}`],
    ['multipart/form-data; boundary=a; charset=utf-16'],
    ['multipart/form-data; boundary=a, multipart/form-data; boundary=b']
  ])('is refused: %s', (type) => {
    expect(() => readForm(formOf([MODEL], 'a'), type)).toThrow(/content type of the form/)
  })

  test('of another kind is none of a form', () => {
    expect(
      ['multipart/mixed; boundary=a', 'multipart/form-datax', 'application/json', ''].filter(isForm)
    ).toEqual([])
  })
})
