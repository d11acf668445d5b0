import { describe, expect, test } from 'vitest'
import type { ChatEvent, ChatRequest } from '../../../electron/dialects/chat.ts'
import { replyEvents } from '../../../electron/dialects/collect-reply.ts'
import { fieldsOf, recordsOf, type Fields } from '../../../electron/dialects/json.ts'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'
import { readEvents } from '../../../electron/dialects/read-events.ts'

const START: ChatEvent = { type: 'start', id: 'msg_1', model: 'claude', created: 5 }

function write(events: readonly ChatEvent[], request: Partial<ChatRequest> = {}): string {
  const encoder = openaiChat.openStreamEncoder({
    request: { model: 'asked', stream: true, messages: [], tools: [], ...request },
    created: 9,
    newId: (prefix) => `${prefix}new`
  })
  return events.map((event) => encoder.push(event)).join('') + encoder.end()
}

/** The chunks of a stream, `[DONE]` left out. */
function chunks(text: string): Fields[] {
  return readEvents(Buffer.from(text)).flatMap(({ data }) =>
    data === '[DONE]' ? [] : [JSON.parse(data) as Fields]
  )
}

/** The deltas of the first choice. */
function deltas(events: readonly ChatEvent[], request: Partial<ChatRequest> = {}): unknown[] {
  return chunks(write(events, request)).flatMap((chunk) => {
    const choice = recordsOf(chunk['choices']).find(({ index }) => index === 0)
    return choice === undefined ? [] : [fieldsOf(choice['delta'])]
  })
}

const open = (index: number, part: Extract<ChatEvent, { type: 'open' }>['part']): ChatEvent => ({
  type: 'open',
  choice: 0,
  index,
  part
})
const delta = (index: number, text: string): ChatEvent => ({ type: 'delta', choice: 0, index, text })
const close = (index: number): ChatEvent => ({ type: 'close', choice: 0, index })
const ROLE = { role: 'assistant', content: '', refusal: null }

describe('a stream for a client', () => {
  test('is the chunks that OpenAI would send, to the byte', () => {
    const text = write([
      START,
      open(0, { type: 'text', text: '' }),
      delta(0, 'Hé"\n'),
      close(0),
      { type: 'finish', choice: 0, finish: { reason: 'stop' } },
      { type: 'end' }
    ])
    const head = '{"id":"msg_1","object":"chat.completion.chunk","created":5,"model":"claude","choices":'
    expect(text).toBe(
      [
        `data: ${head}[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}]}`,
        `data: ${head}[{"index":0,"delta":{"content":"Hé\\"\\n"},"logprobs":null,"finish_reason":null}]}`,
        `data: ${head}[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}`,
        'data: [DONE]',
        ''
      ].join('\n\n')
    )
  })

  test('tells usage in a chunk of its own, to who asked for it', () => {
    const usage: ChatEvent = {
      type: 'usage',
      usage: {
        tokens: { input: 2, cache_read: null, cache_write: null, output: 3, reasoning: 1 },
        dialect: 'gemini',
        raw: {}
      }
    }
    const finish: ChatEvent = { type: 'finish', choice: 0, finish: { reason: 'stop' } }
    const told = chunks(write([START, finish, usage], { streamUsage: true }))
    expect(told.map((chunk) => chunk['usage'])).toMatchObject([
      null,
      null,
      { prompt_tokens: 2, total_tokens: 5 }
    ])
    expect(told.at(-1)?.['choices']).toEqual([])
    expect(write([START, finish, usage])).not.toContain('usage')
  })

  test('begins although nothing came that begins it', () => {
    const [chunk] = chunks(write([open(0, { type: 'text', text: 'A' })]))
    expect(chunk).toMatchObject({ id: 'chatcmpl-new', created: 9, model: 'asked' })
  })

  test('counts its calls from 0, whatever stood before', () => {
    expect(
      deltas([
        START,
        open(0, { type: 'text', text: '' }),
        delta(0, 'A'),
        close(0),
        open(1, { type: 'tool-call', id: 'a', name: 'f', args: '' }),
        open(2, { type: 'tool-call', id: 'b', name: 'g', args: '', custom: true }),
        delta(1, '{}'),
        delta(2, 'free'),
        close(1),
        close(2)
      ])
    ).toEqual([
      ROLE,
      { content: 'A' },
      { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }] },
      { tool_calls: [{ index: 1, id: 'b', type: 'custom', custom: { name: 'g', input: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
      { tool_calls: [{ index: 1, custom: { input: 'free' } }] }
    ])
  })

  test('shows thoughts as they come, and gives their seal with the whole of them', () => {
    const seal = { dialect: 'anthropic-messages', value: 'S' } as const
    expect(
      deltas([
        START,
        open(0, { type: 'reasoning', text: '' }),
        delta(0, 'H'),
        delta(0, 'm.'),
        { type: 'amend', choice: 0, index: 0, part: { seal } },
        close(0),
        open(1, { type: 'reasoning', text: '' }),
        delta(1, 'So.'),
        close(1)
      ])
    ).toEqual([
      ROLE,
      { reasoning_content: 'H' },
      { reasoning_content: 'm.' },
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'Hm.', signature: 'S', format: 'anthropic-claude-v1', index: 0 }
        ]
      },
      { reasoning_content: '\n\nSo.' }
    ])
  })

  test('says the sources of a text at its end', () => {
    const citations = {
      dialect: 'anthropic-messages',
      value: [{ url: 'https://example.com', title: 'T' }]
    } as const
    const said = deltas([
      START,
      open(0, { type: 'text', text: '' }),
      delta(0, 'Hi'),
      { type: 'amend', choice: 0, index: 0, part: { citations } },
      close(0)
    ])
    expect(said.at(-1)).toEqual({
      annotations: [
        {
          type: 'url_citation',
          url_citation: { url: 'https://example.com', title: 'T', start_index: 0, end_index: 2 }
        }
      ]
    })
  })

  test('calls a function in the old form for who gave functions', () => {
    const events = [
      START,
      open(0, { type: 'tool-call', id: 'a', name: 'f', args: '' }),
      delta(0, '{}'),
      close(0),
      { type: 'finish', choice: 0, finish: { reason: 'tool-calls' } }
    ] as const
    const told = chunks(write(events, { legacyFunctions: true }))
    expect(told.map((chunk) => recordsOf(chunk['choices'])[0]?.['delta'])).toEqual([
      ROLE,
      { function_call: { name: 'f', arguments: '' } },
      { function_call: { arguments: '{}' } },
      {}
    ])
    expect(recordsOf(told.at(-1)?.['choices'])[0]).toMatchObject({ finish_reason: 'function_call' })
  })

  test('leaves out what only another dialect has', () => {
    const native = { type: 'native', dialect: 'gemini', what: 'executableCode', value: {} } as const
    expect(deltas([START, open(0, native), close(0)])).toEqual([ROLE])
  })

  test('of a whole reply holds the same', () => {
    const events = replyEvents({
      id: 'r',
      choices: [
        {
          parts: [
            { type: 'refusal', text: 'No.' },
            { type: 'media', kind: 'image', source: { kind: 'url', url: 'https://example.com/a.png' } }
          ],
          finish: { reason: 'content-filter' }
        },
        { parts: [{ type: 'text', text: 'B' }], finish: { reason: 'length' } }
      ]
    })
    const told = chunks(write([...events])).map((chunk) => recordsOf(chunk['choices'])[0])
    expect(told).toMatchObject([
      { index: 0, delta: ROLE },
      { index: 0, delta: { refusal: 'No.' } },
      {
        index: 0,
        delta: { images: [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }] }
      },
      { index: 1, delta: ROLE },
      { index: 1, delta: { content: 'B' } },
      { index: 0, delta: {}, finish_reason: 'content_filter' },
      { index: 1, delta: {}, finish_reason: 'length' }
    ])
  })

  test('that fails ends with an error, as OpenAI’s SDKs read it', () => {
    const encoder = openaiChat.openStreamEncoder({
      request: { model: 'm', stream: true, messages: [], tools: [] },
      created: 0,
      newId: (prefix) => prefix
    })
    expect(encoder.fail({ status: 502, reason: 'network', code: null, message: 'gone' })).toBe(
      'data: {"error":{"message":"gone","type":"server_error","param":null,"code":null}}\n\n'
    )
  })
})
