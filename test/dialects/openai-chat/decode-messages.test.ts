import { describe, expect, test } from 'vitest'
import { sealInId, wrapSeal } from '../../../electron/dialects/carry-seal.ts'
import type { Message } from '../../../electron/dialects/chat.ts'
import { decodeMessages } from '../../../electron/dialects/openai-chat/decode-messages.ts'
import type { Fields } from '../../../electron/dialects/json.ts'

function decodeOne(message: Fields): Message {
  const [decoded] = decodeMessages([message])
  if (decoded === undefined) throw new Error('nothing was decoded')
  return decoded
}

describe('content', () => {
  test('is a text, or a list of parts; nothing where it is empty', () => {
    expect(decodeOne({ role: 'user', content: 'Hi' }).parts).toEqual([{ type: 'text', text: 'Hi' }])
    expect(decodeOne({ role: 'user', content: [{ type: 'text', text: 'Hi' }] }).parts).toMatchObject([
      { type: 'text', text: 'Hi' }
    ])
    expect(decodeOne({ role: 'assistant', content: null }).parts).toEqual([])
    expect(decodeOne({ role: 'user', content: '' }).parts).toEqual([])
  })

  test.each<[string, Fields, object]>([
    [
      'a picture as data',
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
      { kind: 'image', source: { kind: 'base64', data: 'AAAA' }, mediaType: 'image/png', detail: 'low' }
    ],
    [
      'a picture by address alone',
      { type: 'image_url', image_url: 'https://example.com/a.png' },
      { kind: 'image', source: { kind: 'url', url: 'https://example.com/a.png' } }
    ],
    [
      'sound',
      { type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } },
      { kind: 'audio', source: { kind: 'base64', data: 'AAAA' }, mediaType: 'audio/mpeg' }
    ],
    [
      'a file as data',
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AAAA' } },
      { kind: 'file', source: { kind: 'base64', data: 'AAAA' }, mediaType: 'application/pdf', name: 'a.pdf' }
    ],
    [
      'a file of the provider’s store',
      { type: 'file', file: { file_id: 'file-1' } },
      { kind: 'file', source: { kind: 'file-id', dialect: 'openai-chat', id: 'file-1' } }
    ],
    [
      'a video',
      { type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } },
      { kind: 'video', source: { kind: 'url', url: 'https://example.com/a.mp4' } }
    ]
  ])('%s', (_what, part, expected) => {
    expect(decodeOne({ role: 'user', content: [part] }).parts).toMatchObject([{ type: 'media', ...expected }])
  })

  test('a cache mark belongs to its part, and parts of an unknown kind are kept whole', () => {
    const odd = { type: 'hologram', data: 1 }
    const marked = { type: 'text', text: 'long', cache_control: { type: 'ephemeral' } }
    expect(decodeOne({ role: 'user', content: [marked, odd] }).parts).toMatchObject([
      { type: 'text', text: 'long', cache: { type: 'ephemeral' } },
      { type: 'native', dialect: 'openai-chat', what: 'hologram', value: odd }
    ])
  })

  test('a thought of Mistral’s stands between the texts', () => {
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: '4' }
    ]
    expect(decodeOne({ role: 'assistant', content }).parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: '4' }
    ])
  })
})

describe('what the assistant said', () => {
  test('thoughts come first, calls last', () => {
    const message = {
      role: 'assistant',
      content: 'I look.',
      reasoning_content: 'Hm.',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'ls', arguments: '{}' } }]
    }
    expect(decodeOne(message).parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'I look.' },
      { type: 'tool-call', id: 'c1', name: 'ls', args: '{}' }
    ])
  })

  test('a refusal, an annotation and sound of before', () => {
    const annotations = [{ type: 'url_citation', url_citation: { url: 'https://example.com' } }]
    const message = { role: 'assistant', content: 'A', annotations, refusal: 'No.', audio: { id: 'audio_1' } }
    expect(decodeOne(message).parts).toMatchObject([
      { type: 'text', text: 'A', citations: { dialect: 'openai-chat', value: annotations } },
      { type: 'refusal', text: 'No.' },
      { type: 'media', kind: 'audio', source: { kind: 'file-id', id: 'audio_1' } }
    ])
  })

  test('arguments may be an object, as Ollama has them, and a custom tool’s input is text', () => {
    const tool_calls = [
      { id: 'a', function: { name: 'f', arguments: { x: 1 } } },
      { id: 'b', type: 'custom', custom: { name: 'c', input: 'free text' } }
    ]
    expect(decodeOne({ role: 'assistant', tool_calls }).parts).toMatchObject([
      { args: '{"x":1}' },
      { name: 'c', args: 'free text', custom: true }
    ])
  })

  test('fields that only this dialect has are kept', () => {
    expect(decodeOne({ role: 'assistant', content: 'Once', prefix: true }).extra).toEqual({
      dialect: 'openai-chat',
      fields: { prefix: true }
    })
  })
})

describe('seals', () => {
  const gemini = { dialect: 'gemini', value: 'SIG' } as const

  test('Google’s signature of a call is Gemini’s seal', () => {
    const call = {
      id: 'c',
      type: 'function',
      function: { name: 'f', arguments: '{}' },
      extra_content: { google: { thought_signature: 'SIG' } }
    }
    expect(decodeOne({ role: 'assistant', tool_calls: [call] }).parts).toMatchObject([
      { id: 'c', seal: gemini }
    ])
  })

  test('one that was put behind the id of a call is taken off again, also in its result', () => {
    const id = sealInId('call_1', gemini)
    const [call, result] = decodeMessages([
      { role: 'assistant', tool_calls: [{ id, type: 'function', function: { name: 'f', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: id, content: 'done' }
    ])
    expect(call?.parts).toMatchObject([{ type: 'tool-call', id: 'call_1', seal: gemini }])
    expect(result?.parts).toMatchObject([{ type: 'tool-result', id: 'call_1' }])
  })

  test('entries of reasoning_details are thoughts with their seals, and say what reasoning says again', () => {
    const reasoning_details = [
      { type: 'reasoning.text', text: 'Hm.', signature: 'S1', format: 'anthropic-claude-v1', index: 0 },
      { type: 'reasoning.encrypted', data: 'R1', format: 'anthropic-claude-v1', index: 1 },
      { type: 'reasoning.text', text: 'So.', signature: wrapSeal(gemini), index: 2 }
    ]
    expect(decodeOne({ role: 'assistant', reasoning: 'Hm.So.', reasoning_details }).parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.', seal: { dialect: 'anthropic-messages', value: 'S1' } },
      { type: 'reasoning', text: '', seal: { dialect: 'anthropic-messages', kind: 'redacted', value: 'R1' } },
      { type: 'reasoning', text: 'So.', seal: gemini }
    ])
  })

  test('pieces of one thought that a client gathered from a stream are one', () => {
    const piece = { type: 'reasoning.text', format: 'anthropic-claude-v1', index: 0 }
    const reasoning_details = [
      { ...piece, text: 'H' },
      { ...piece, text: 'm.' },
      { ...piece, text: '', signature: 'S1' }
    ]
    expect(decodeOne({ role: 'assistant', content: 'x', reasoning_details }).parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.', seal: { dialect: 'anthropic-messages', value: 'S1' } },
      { type: 'text', text: 'x' }
    ])
  })

  test('hidden thoughts keep the text that came beside them', () => {
    const reasoning_details = [
      { type: 'reasoning.encrypted', data: 'E', format: 'openai-responses-v1', id: 'rs_1' }
    ]
    const { parts } = decodeOne({ role: 'assistant', reasoning_content: 'Hm.', reasoning_details })
    expect(parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'reasoning', text: '', id: 'rs_1', seal: { dialect: 'openai-chat' } }
    ])
  })
})

describe('results of tools', () => {
  const calls = {
    role: 'assistant',
    tool_calls: [
      { id: '', function: { name: 'a', arguments: '{}' } },
      { id: '', function: { name: 'b', arguments: '{}' } }
    ]
  }

  test('without ids they are of the calls in their order, or of their names', () => {
    const [first, , result] = decodeMessages([
      calls,
      { role: 'tool', name: 'b', content: 'B' },
      { role: 'tool', tool_call_id: '', content: 'A' }
    ])
    const ids = first?.parts.map((part) => (part.type === 'tool-call' ? part.id : ''))
    expect(new Set(ids).size).toBe(2)
    expect(result?.parts).toMatchObject([{ id: ids?.[0], parts: [{ text: 'A' }] }])
  })

  test('those of custom tools say so', () => {
    const [, result] = decodeMessages([
      { role: 'assistant', tool_calls: [{ id: 'c', type: 'custom', custom: { name: 'x', input: 'y' } }] },
      { role: 'tool', tool_call_id: 'c', content: 'z' }
    ])
    expect(result?.parts).toMatchObject([{ id: 'c', custom: true }])
  })

  test('a message of a function is the result of the old call', () => {
    const [call, result] = decodeMessages([
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
      { role: 'function', name: 'f', content: 'ok' }
    ])
    const [made] = call?.parts ?? []
    expect(made).toMatchObject({ type: 'tool-call', name: 'f' })
    expect(result).toMatchObject({
      role: 'tool',
      parts: [{ id: made?.type === 'tool-call' ? made.id : '', name: 'f', parts: [{ text: 'ok' }] }]
    })
  })
})

test('a role that is newer than this program is the user’s, and is kept', () => {
  expect(decodeOne({ role: 'critic', content: 'Hm.' })).toMatchObject({
    role: 'user',
    extra: { fields: { role: 'critic' } }
  })
})
