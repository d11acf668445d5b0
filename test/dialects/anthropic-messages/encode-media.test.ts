import { describe, expect, test } from 'vitest'
import type { MediaPart } from '../../../electron/dialects/chat.ts'
import { recordsOf } from '../../../electron/dialects/json.ts'
import { assistant, chatOf, send, user } from './encode-for.ts'

function media(fields: Partial<MediaPart>): MediaPart {
  return { type: 'media', kind: 'image', source: { kind: 'base64', data: 'AAAA' }, ...fields }
}

function encoded(fields: Partial<MediaPart>): unknown {
  const [message] = recordsOf(send(chatOf({ messages: [user(media(fields))] })).body['messages'])
  return recordsOf(message?.['content'])[0]
}

describe('media of another dialect', () => {
  test.each<[string, Partial<MediaPart>, object]>([
    ['an image', { mediaType: 'image/webp' }, { type: 'base64', media_type: 'image/webp', data: 'AAAA' }],
    [
      'an image that its bytes name',
      { source: { kind: 'base64', data: '/9j/x' } },
      { type: 'base64', media_type: 'image/jpeg', data: '/9j/x' }
    ],
    [
      'an image by its URL',
      { source: { kind: 'url', url: 'https://a.b' } },
      { type: 'url', url: 'https://a.b' }
    ],
    [
      'an image in a data URL',
      { source: { kind: 'url', url: 'data:image/gif;base64,R0lG' } },
      { type: 'base64', media_type: 'image/gif', data: 'R0lG' }
    ]
  ])('%s', (_what, fields, source) => {
    expect(encoded(fields)).toEqual({ type: 'image', source })
  })

  test.each<[string, Partial<MediaPart>, object]>([
    [
      'a PDF with its name',
      { name: 'a.pdf', mediaType: 'application/pdf' },
      { source: { type: 'base64', media_type: 'application/pdf', data: 'AAAA' }, title: 'a.pdf' }
    ],
    [
      'a text file, which the API takes as text only',
      { mediaType: 'text/markdown', source: { kind: 'base64', data: btoa('# Hi') } },
      { source: { type: 'text', media_type: 'text/plain', data: '# Hi' } }
    ],
    [
      'JSON',
      { mediaType: 'application/json', source: { kind: 'base64', data: btoa('{}') } },
      { source: { type: 'text', media_type: 'text/plain', data: '{}' } }
    ],
    [
      'a document by its URL',
      { source: { kind: 'url', url: 'https://a.b' } },
      { source: { type: 'url', url: 'https://a.b' } }
    ]
  ])('%s', (_what, fields, document) => {
    expect(encoded({ kind: 'file', ...fields })).toEqual({ type: 'document', ...document })
  })

  test.each<[Partial<MediaPart>, string]>([
    [{ kind: 'audio' }, "audio can't be sent"],
    [{ kind: 'video' }, "video can't be sent"],
    [{ source: { kind: 'file-id', dialect: 'openai-responses', id: 'file-1' } }, 'file-1'],
    [{ kind: 'file', mediaType: 'application/msword', name: 'a.doc' }, 'a.doc'],
    [{ source: { kind: 'url', url: 'gs://bucket/x' } }, 'gs://bucket/x']
  ])('is refused where the API has no word for it: %j', (fields, words) => {
    expect(() => encoded(fields)).toThrow(expect.objectContaining({ code: 'not_translatable' }))
    expect(() => encoded(fields)).toThrow(words)
  })

  test('in the turn of an assistant becomes a text, since the API takes none there', () => {
    const { body, notes } = send(
      chatOf({ messages: [user('draw'), assistant(media({ mediaType: 'image/png' })), user('ok')] })
    )
    expect(recordsOf(body['messages'])[1]).toMatchObject({ content: [{ type: 'text' }] })
    expect(JSON.stringify(body)).not.toContain('AAAA')
    expect(notes.join()).toContain("image of an assistant's turn became a text")
  })
})
