import { describe, expect, it } from 'vitest'
import { describePart } from '../../../electron/dialects/conversation/describe-part.ts'
import type { MediaPart } from '../../../electron/dialects/chat.ts'

const media = (data: string, rest: Partial<MediaPart> = {}): MediaPart => ({
  type: 'media',
  kind: 'image',
  source: { kind: 'base64', data },
  ...rest
})
const typeOf = (data: string): string | undefined => {
  const part = describePart(media(data))
  return part.kind === 'media' && part.source.kind === 'url'
    ? /^data:(.*);/.exec(part.source.url)?.[1]
    : undefined
}

describe('a part as a person reads it', () => {
  it('gives data a type by how it begins where nobody said one, since browsers show nothing of an unknown type', () => {
    const riff = (form: string): string =>
      Buffer.from(`RIFF\u0001\u0002\u0003\u0004${form}`, 'latin1').toString('base64')
    expect(typeOf('iVBORw0KGgoAAAAN')).toBe('image/png')
    expect(typeOf('/9j/4AAQSkZJRgAB')).toBe('image/jpeg')
    expect(typeOf(riff('WEBPVP8 '))).toBe('image/webp')
    expect(typeOf(riff('WAVEfmt '))).toBe('audio/wav')
    expect(typeOf('JVBERi0xLjcK')).toBe('application/pdf')
    expect(typeOf('AAAA')).toBe('application/octet-stream')
    expect(describePart(media('AAAA', { mediaType: 'image/avif' }))).toMatchObject({
      source: { url: 'data:image/avif;base64,AAAA' }
    })
  })

  it('tells what is said in a sound beside it, not among odd fields', () => {
    const fields = { id: 'audio_1', transcript: 'Hello there.', expires_at: 5 }
    const part = describePart(media('AAAA', { kind: 'audio', extra: { dialect: 'openai-chat', fields } }))
    expect(part).toMatchObject({ transcript: 'Hello there.' })
    expect(part).not.toHaveProperty('extra')
  })

  it('keeps fields that only its dialect has, without those that tell nothing', () => {
    const fields = { id: 'x', status: 'completed', phase: 'commentary', logprobs: [], signature: '' }
    expect(describePart({ type: 'text', text: 'a', extra: { dialect: 'openai-responses', fields } })).toEqual(
      {
        kind: 'text',
        text: 'a',
        extra: '{"phase":"commentary"}'
      }
    )
  })

  it('marks what carries a seal, and never shows the seal itself', () => {
    const seal = { dialect: 'gemini', value: 'CsABsecret' } as const
    const call = describePart({ type: 'tool-call', id: 'c', name: 'f', args: '{}', seal })
    expect(call).toMatchObject({ sealed: true })
    expect(JSON.stringify(call)).not.toContain('secret')
  })

  it('shows inside a result what has no place there as its JSON', () => {
    const part = describePart({
      type: 'tool-result',
      id: 'c',
      parts: [{ type: 'refusal', text: 'no' }]
    })
    expect(part).toMatchObject({ parts: [{ kind: 'other', json: '{"type":"refusal","text":"no"}' }] })
  })
})
