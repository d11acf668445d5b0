import { describe, expect, test } from 'vitest'
import type { ChatEvent, ChatReply } from '../../../electron/dialects/chat.ts'
import { collectReply } from '../../../electron/dialects/collect-reply.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'

/** Deltas of the first choice as the events of a stream that ends as it should. */
function decode(deltas: readonly Fields[], finish: string | null = 'stop'): ChatEvent[] {
  const chunks: Fields[] = deltas.map((delta) => ({ choices: [{ index: 0, delta, finish_reason: null }] }))
  if (finish !== null) chunks.push({ choices: [{ index: 0, delta: {}, finish_reason: finish }] })
  return decodeChunks([...chunks.map((chunk) => ({ id: 'r-1', model: 'm', ...chunk })), '[DONE]'])
}

function decodeChunks(chunks: readonly (Fields | string)[]): ChatEvent[] {
  const decoder = openaiChat.openStreamDecoder()
  const events = chunks.flatMap((chunk) =>
    decoder.push({ name: null, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) })
  )
  return [...events, ...decoder.end()]
}

function partsOf(events: readonly ChatEvent[]): ChatReply['choices'][number]['parts'] {
  return collectReply(events).reply.choices[0]?.parts ?? []
}

/** What happened to parts, in order: `open 0 text`, `delta 0 Hi`, `close 0`. */
function steps(events: readonly ChatEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'open') return [`open ${event.index} ${event.part.type}`]
    if (event.type === 'delta') return [`delta ${event.index} ${event.text}`]
    return event.type === 'close' ? [`close ${event.index}`] : []
  })
}

describe('texts and thoughts', () => {
  test('open with their first words and close where the next begins', () => {
    const events = decode([
      { role: 'assistant', content: '' },
      { reasoning_content: 'H' },
      { reasoning_content: 'm.', content: '' },
      { content: 'A' },
      { content: 'B' }
    ])
    expect(steps(events)).toEqual([
      'open 0 reasoning',
      'delta 0 H',
      'delta 0 m.',
      'close 0',
      'open 1 text',
      'delta 1 A',
      'delta 1 B',
      'close 1'
    ])
    expect(events.map(({ type }) => type).filter((type) => type === 'finish' || type === 'end')).toEqual([
      'finish',
      'end'
    ])
  })

  test('a thought that is told twice (OpenRouter) is one, sealed by what comes last', () => {
    const piece = (text: string, more: Fields = {}): Fields => ({
      reasoning: text,
      reasoning_details: [{ type: 'reasoning.text', text, format: 'anthropic-claude-v1', index: 0, ...more }]
    })
    expect(
      partsOf(decode([piece('H'), piece('m.'), piece('', { signature: 'S' }), { content: 'A' }]))
    ).toMatchObject([
      { type: 'reasoning', text: 'Hm.', seal: { dialect: 'anthropic-messages', value: 'S' } },
      { type: 'text', text: 'A' }
    ])
  })

  test('a thought that comes again whole with its seal, as Gatehouse writes it, is not there twice', () => {
    const details = [{ type: 'reasoning.text', text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1' }]
    expect(
      partsOf(
        decode([{ reasoning_content: 'H' }, { reasoning_content: 'm.' }, { reasoning_details: details }])
      )
    ).toMatchObject([{ text: 'Hm.', seal: { value: 'S' } }])
  })

  test('hidden thoughts and pictures come whole', () => {
    const url = 'data:image/png;base64,AAAA'
    const events = decode([
      {
        reasoning_details: [{ type: 'reasoning.encrypted', data: 'E', format: 'xai-responses-v1', id: 'rs' }]
      },
      { content: 'A' },
      { images: [{ type: 'image_url', image_url: { url } }] }
    ])
    expect(steps(events)).toEqual([
      'open 0 reasoning',
      'close 0',
      'open 1 text',
      'delta 1 A',
      'close 1',
      'open 2 media',
      'close 2'
    ])
  })

  test('Mistral’s lists, a refusal and annotations', () => {
    const annotation = { type: 'url_citation', url_citation: { url: 'https://example.com' } }
    const parts = partsOf(
      decode([
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'H' }] }] },
        { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'm.' }] }] },
        { content: [{ type: 'text', text: 'A' }] },
        { annotations: [annotation] },
        { refusal: 'No.' }
      ])
    )
    expect(parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'A', citations: { value: [annotation] } },
      { type: 'refusal', text: 'No.' }
    ])
  })

  test('sound in pieces, each base64 of its own, is put together as bytes', () => {
    const piece = (bytes: string): string => Buffer.from(bytes).toString('base64')
    const parts = partsOf(
      decode([
        { audio: { id: 'audio_1', transcript: 'Hel' } },
        { audio: { data: piece('a') } },
        { audio: { transcript: 'lo', data: piece('bc') } },
        { audio: { expires_at: 1 } }
      ])
    )
    expect(parts).toMatchObject([
      {
        type: 'media',
        kind: 'audio',
        source: { kind: 'base64', data: piece('abc') },
        extra: { fields: { id: 'audio_1', transcript: 'Hello', expires_at: 1 } }
      }
    ])
  })
})

describe('the frame of a stream', () => {
  test('usage comes as it was sent, also Groq’s, with the tier that served it', () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 }
    const events = decodeChunks([
      { id: 'r', model: 'm', service_tier: 'flex', choices: [{ index: 0, delta: { content: 'A' } }] },
      { id: 'r', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], x_groq: { id: 'req', usage } },
      '[DONE]'
    ])
    const { reply } = collectReply(events)
    expect(reply).toMatchObject({
      id: 'r',
      model: 'm',
      serviceTier: 'flex',
      usage: { raw: usage, tokens: { input: 3, output: 2 } }
    })
  })

  test('Azure’s first chunk has neither id nor model, and is no beginning', () => {
    const events = decodeChunks([
      { id: '', model: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] },
      { id: 'r', model: 'm', choices: [{ index: 0, delta: { content: 'A' } }] }
    ])
    expect(events[0]).toMatchObject({
      type: 'start',
      id: 'r',
      model: 'm',
      extra: { fields: { prompt_filter_results: [{ prompt_index: 0 }] } }
    })
  })

  test('several answers are kept apart', () => {
    const events = decodeChunks([
      { id: 'r', choices: [{ index: 1, delta: { content: 'B' } }] },
      { id: 'r', choices: [{ index: 0, delta: { content: 'A' } }] },
      { id: 'r', choices: [{ index: 1, delta: { content: 'b' }, finish_reason: 'stop' }] },
      { id: 'r', choices: [{ index: 0, delta: {}, finish_reason: 'length' }] },
      '[DONE]'
    ])
    expect(collectReply(events).reply.choices).toMatchObject([
      { parts: [{ text: 'A' }], finish: { reason: 'length' } },
      { parts: [{ text: 'Bb' }], finish: { reason: 'stop' } }
    ])
  })

  test('log probabilities are put together', () => {
    const chunk = (token: string, finish_reason: string | null): Fields => ({
      id: 'r',
      choices: [{ index: 0, delta: { content: token }, logprobs: { content: [{ token }] }, finish_reason }]
    })
    expect(
      collectReply(decodeChunks([chunk('A', null), chunk('B', 'stop')])).reply.choices[0]?.logprobs
    ).toEqual({
      dialect: 'openai-chat',
      value: { content: [{ token: 'A' }, { token: 'B' }], refusal: null }
    })
  })

  test('a word on the end is the end where no [DONE] comes, and what was cut has none', () => {
    const whole = decodeChunks([
      { id: 'r', choices: [{ index: 0, delta: { content: 'A' }, finish_reason: 'stop' }] }
    ])
    expect(collectReply(whole).ended).toBe(true)
    const cut = collectReply(decodeChunks([{ id: 'r', choices: [{ index: 0, delta: { content: 'A' } }] }]))
    expect(cut.ended).toBe(false)
    expect(cut.reply.choices).toMatchObject([{ parts: [{ text: 'A' }] }])
    expect(cut.reply.choices[0]?.finish).toBeUndefined()
  })

  test('a stream that ends without a word on why is judged by what it held', () => {
    const call = { index: 0, id: 'c', function: { name: 'f', arguments: '{}' } }
    expect(collectReply(decode([{ tool_calls: [call] }], null)).reply.choices[0]?.finish?.reason).toBe(
      'tool-calls'
    )
    expect(collectReply(decode([{ content: 'A' }], null)).reply.choices[0]?.finish?.reason).toBe('stop')
  })

  test('an error in the middle is told, behind the usage of its chunk', () => {
    const events = decodeChunks([
      { id: 'r', choices: [{ index: 0, delta: { content: 'A' } }] },
      { id: 'r', error: { code: 502, message: 'upstream broke' }, usage: { prompt_tokens: 1 }, choices: [] },
      '[DONE]'
    ])
    expect(events.map(({ type }) => type).slice(-4)).toEqual(['usage', 'error', 'close', 'end'])
    expect(collectReply(events).error).toEqual({ code: '502', message: 'upstream broke' })
    expect(collectReply(events).reply.choices[0]?.finish).toBeUndefined()
  })

  test('what can’t be read, and what comes behind the end, is passed over', () => {
    const events = decodeChunks([
      '{"choices":[{',
      '[1,2]',
      { object: 'ping' },
      { id: 'r', choices: [null, { index: 0, delta: null, finish_reason: 'stop' }] },
      '[DONE]',
      { id: 'r', choices: [{ index: 0, delta: { content: 'late' } }] }
    ])
    expect(events.map(({ type }) => type)).toEqual(['start', 'finish', 'end'])
  })
})
