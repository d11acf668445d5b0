import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { jsonPieces, prettyBody, prettyJson } from '../../../renderer/features/logs/pretty-body.ts'

describe('laying a body out for reading', () => {
  test('changes nothing but the space between tokens, so numbers and repeated keys stay as they were sent', () => {
    expect(
      prettyJson('{"n":12345678901234567890,"n":1.0,"e":"\\u00e9","list":[],"o":{},"a":[1,{"b":null}]}')
    ).toBe(
      `{
  "n": 12345678901234567890,
  "n": 1.0,
  "e": "\\u00e9",
  "list": [],
  "o": {},
  "a": [
    1,
    {
      "b": null
    }
  ]
}`
    )
  })

  test('gives the same value and the same tokens back for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        const pretty = prettyJson(text)
        expect(pretty === undefined ? undefined : JSON.parse(pretty)).toEqual(JSON.parse(text))
        expect(prettyJson(pretty ?? '')).toBe(pretty)
      })
    )
  })

  test('lays out the data of each event of a stream, and leaves other lines alone', () => {
    expect(prettyBody('event: ping\ndata: {"a":1}\n\n: note\ndata: [DONE]\n\n', 'text/event-stream')).toBe(
      'event: ping\ndata: {\n        "a": 1\n      }\n\n: note\ndata: [DONE]\n\n'
    )
  })

  test('says that it cannot for what is neither', () => {
    expect(prettyBody('<html>', 'text/html')).toBeUndefined()
    expect(prettyBody('{"cut": tru', 'application/json')).toBeUndefined()
  })

  test('colours keys, strings, numbers and words, and loses no character', () => {
    const pieces = jsonPieces('{"a": "x:1", "b": [-2.5e3, true, null]}')
    expect(pieces.filter((piece) => piece.kind === 'key').map((piece) => piece.text)).toEqual(['"a"', '"b"'])
    expect(pieces.filter((piece) => piece.kind === 'string').map((piece) => piece.text)).toEqual(['"x:1"'])
    expect(pieces.filter((piece) => piece.kind === 'number').map((piece) => piece.text)).toEqual(['-2.5e3'])
    expect(pieces.filter((piece) => piece.kind === 'word').map((piece) => piece.text)).toEqual([
      'true',
      'null'
    ])
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          jsonPieces(text)
            .map((piece) => piece.text)
            .join('')
        ).toBe(text)
      })
    )
  })
})
