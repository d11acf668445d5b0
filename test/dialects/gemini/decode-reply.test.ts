import { describe, expect, test } from 'vitest'
import { collectReply, type CollectedReply } from '../../../electron/dialects/collect-reply.ts'
import { NotAReply } from '../../../electron/dialects/dialect.ts'
import { decodeReply } from '../../../electron/dialects/gemini/decode-reply.ts'
import { openStreamDecoder } from '../../../electron/dialects/gemini/decode-stream.ts'
import type { Fields } from '../../../electron/dialects/json.ts'

const HEAD = { modelVersion: 'gemini-2.5-flash', responseId: 'r1' }

function reply(parts: readonly unknown[], finishReason: unknown = 'STOP', more: Fields = {}): Fields {
  return { candidates: [{ content: { parts, role: 'model' }, finishReason, index: 0 }], ...HEAD, ...more }
}

/** Chunks of one stream. */
function stream(...chunks: readonly unknown[]): CollectedReply {
  const decoder = openStreamDecoder()
  const events = chunks.flatMap((chunk) =>
    decoder.push({ name: null, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) })
  )
  return collectReply([...events, ...decoder.end()])
}

function chunk(...parts: readonly unknown[]): Fields {
  return { candidates: [{ content: { parts, role: 'model' }, index: 0 }], ...HEAD }
}

describe('a whole reply', () => {
  test('has its parts, its end and all that only Google says', () => {
    const usageMetadata = {
      promptTokenCount: 10,
      candidatesTokenCount: 5,
      totalTokenCount: 15,
      serviceTier: 'flex'
    }
    const body = {
      candidates: [
        {
          content: {
            parts: [
              { text: 'hm', thought: true },
              { text: 'Hello', thoughtSignature: 'c2ln' }
            ],
            role: 'model'
          },
          finishReason: 'STOP',
          index: 0,
          groundingMetadata: { webSearchQueries: ['q'] },
          logprobsResult: { chosenCandidates: [] }
        }
      ],
      ...HEAD,
      createTime: '2026-05-04T20:01:02.264968Z',
      usageMetadata
    }
    expect(decodeReply(body)).toEqual({
      id: 'r1',
      model: 'gemini-2.5-flash',
      created: 1_777_924_862,
      serviceTier: 'flex',
      choices: [
        {
          parts: [
            { type: 'reasoning', text: 'hm' },
            { type: 'text', text: 'Hello', seal: { dialect: 'gemini', value: 'c2ln' } }
          ],
          finish: { reason: 'stop', native: { dialect: 'gemini', value: 'STOP' } },
          logprobs: { dialect: 'gemini', value: { chosenCandidates: [] } },
          extra: { dialect: 'gemini', fields: { groundingMetadata: { webSearchQueries: ['q'] } } }
        }
      ],
      usage: {
        tokens: { input: 10, cache_read: null, cache_write: null, output: 5, reasoning: null },
        dialect: 'gemini',
        raw: usageMetadata
      },
      extra: { dialect: 'gemini', fields: { createTime: '2026-05-04T20:01:02.264968Z' } }
    })
  })

  test.each([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['BLOCKLIST', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['SPII', 'content-filter'],
    ['IMAGE_SAFETY', 'content-filter'],
    ['MODEL_ARMOR', 'content-filter'],
    ['MALFORMED_FUNCTION_CALL', 'error'],
    ['UNEXPECTED_TOOL_CALL', 'other'],
    ['LANGUAGE', 'other'],
    ['SOMETHING_NEW', 'other'],
    [2, 'length']
  ])('%s ends as %s', (word, reason) => {
    expect(decodeReply(reply([{ text: 'x' }], word)).choices[0]?.finish?.reason).toBe(reason)
  })

  test('STOP behind calls is their end, and calls without ids get ones of their own', () => {
    const calls = [
      { functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' },
      { functionCall: { name: 'f' } },
      { functionCall: { id: 'x1', name: 'g', args: {} } }
    ]
    const [choice] = decodeReply(reply(calls)).choices
    expect(choice?.finish?.reason).toBe('tool-calls')
    expect(choice?.parts).toEqual([
      {
        type: 'tool-call',
        id: 'gcall_r1_0',
        name: 'f',
        args: '{"a":1}',
        seal: { dialect: 'gemini', value: 'c2ln' }
      },
      { type: 'tool-call', id: 'gcall_r1_1', name: 'f', args: '{}' },
      { type: 'tool-call', id: 'x1', name: 'g', args: '{}' }
    ])
    const { responseId: _, ...nameless } = reply(calls, 'STOP', { usageMetadata: { promptTokenCount: 5 } })
    const idsOf = (body: Fields): unknown =>
      decodeReply(body).choices[0]?.parts.map((part) => 'id' in part && part.id)
    expect(idsOf(nameless)).toEqual(idsOf(nameless))
    expect(idsOf(nameless)).not.toEqual(idsOf({ ...nameless, usageMetadata: { promptTokenCount: 6 } }))
  })

  test('a prompt that was refused is a filtered answer', () => {
    const promptFeedback = { blockReason: 'PROHIBITED_CONTENT' }
    expect(decodeReply({ promptFeedback, ...HEAD })).toMatchObject({
      choices: [{ parts: [], finish: { reason: 'content-filter', native: { value: 'PROHIBITED_CONTENT' } } }],
      extra: { fields: { promptFeedback } }
    })
  })

  test('names in the other spelling are read as well', () => {
    const body = {
      candidates: [
        { content: { parts: [{ function_call: { name: 'f', args: { a_b: 1 } } }] }, finish_reason: 'STOP' }
      ],
      usage_metadata: { prompt_token_count: 7, candidates_token_count: 2 }
    }
    expect(decodeReply(body)).toMatchObject({
      choices: [{ parts: [{ name: 'f', args: '{"a_b":1}' }], finish: { reason: 'tool-calls' } }],
      usage: { tokens: { input: 7, output: 2 } }
    })
  })

  test('content, role, parts or index may be missing, or of another kind', () => {
    expect(decodeReply({ candidates: [{ finishReason: 'SAFETY' }] }).choices).toMatchObject([{ parts: [] }])
    expect(decodeReply({ candidates: [{ content: { parts: { text: 'x' } } }] }).choices[0]?.parts).toEqual([
      { type: 'text', text: 'x' }
    ])
    expect(decodeReply({ candidates: null, usageMetadata: { promptTokenCount: 3 } }).choices).toEqual([])
    expect(decodeReply(reply([null, 5, 'x', { text: 'y' }])).choices[0]?.parts).toEqual([
      { type: 'text', text: 'y' }
    ])
  })

  test('what is no reply is said to be none', () => {
    for (const body of [{}, { error: { code: 400 } }, { choices: [] }, { candidates: null }]) {
      expect(() => decodeReply(body)).toThrow(NotAReply)
    }
  })
})

describe('a stream', () => {
  test('says what the whole reply says', () => {
    const usageMetadata = { promptTokenCount: 10, candidatesTokenCount: 9, totalTokenCount: 19 }
    const whole = reply(
      [
        { text: 'hm, yes', thought: true },
        { text: 'Hello there', thoughtSignature: 'c2ln' },
        { functionCall: { name: 'f', args: { a: 1 } } },
        { executableCode: { language: 'PYTHON', code: '1' } },
        { inlineData: { mimeType: 'image/png', data: 'AAAA' } }
      ],
      'STOP',
      { usageMetadata }
    )
    const streamed = stream(
      chunk({ text: 'hm, ', thought: true }),
      { ...chunk({ text: 'yes', thought: true }), usageMetadata: { promptTokenCount: 10 } },
      chunk({ text: 'Hello ' }),
      chunk({ text: 'there' }),
      chunk({ text: '', thoughtSignature: 'c2ln' }),
      chunk(
        { functionCall: { name: 'f', args: { a: 1 } } },
        { executableCode: { language: 'PYTHON', code: '1' } }
      ),
      chunk({ inlineData: { mimeType: 'image/png', data: 'AAAA' } }),
      reply([{ text: '' }], 'STOP', { usageMetadata }),
      '[DONE]'
    )
    expect(streamed).toEqual({ reply: decodeReply(whole), error: null, ended: true })
  })

  test('a signed text is over: what follows is another part', () => {
    const { reply } = stream(
      chunk({ text: 'a' }),
      chunk({ text: 'b', thoughtSignature: 'c2ln' }),
      chunk({ text: 'c' })
    )
    expect(reply.choices[0]?.parts).toEqual([
      { type: 'text', text: 'ab', seal: { dialect: 'gemini', value: 'c2ln' } },
      { type: 'text', text: 'c' }
    ])
  })

  test('a text flows on at once, and a part that was begun is closed at its end', () => {
    const decoder = openStreamDecoder()
    const push = (value: unknown): unknown => decoder.push({ name: null, data: JSON.stringify(value) })
    expect(push(chunk({ text: 'a' }))).toEqual([
      { type: 'start', id: 'r1', model: 'gemini-2.5-flash' },
      { type: 'open', choice: 0, index: 0, part: { type: 'text', text: 'a' } }
    ])
    expect(push(chunk({ text: 'b' }))).toEqual([{ type: 'delta', choice: 0, index: 0, text: 'b' }])
    expect(push(chunk({ text: '' }))).toEqual([])
    expect(decoder.end()).toEqual([{ type: 'close', choice: 0, index: 0 }])
  })

  test('the usage of every chunk is told, the last one before the end', () => {
    const decoder = openStreamDecoder()
    const last = { ...reply([{ text: 'x' }]), usageMetadata: { promptTokenCount: 1 } }
    const types = decoder.push({ name: null, data: JSON.stringify(last) }).map(({ type }) => type)
    expect(types).toEqual(['start', 'open', 'usage', 'close', 'finish'])
    expect(decoder.end()).toEqual([{ type: 'end' }])
  })

  test('several candidates are told apart', () => {
    const { reply } = stream(
      { candidates: [{ content: { parts: [{ text: 'b' }] }, index: 1 }], ...HEAD },
      {
        candidates: [
          { content: { parts: [{ text: 'a' }] }, index: 0, finishReason: 'STOP' },
          { content: { parts: [{ text: 'B' }] }, index: 1, finishReason: 'MAX_TOKENS' }
        ]
      }
    )
    expect(reply.choices).toMatchObject([
      { parts: [{ text: 'a' }], finish: { reason: 'stop' } },
      { parts: [{ text: 'bB' }], finish: { reason: 'length' } }
    ])
  })

  test('log probabilities of all chunks are put together', () => {
    const withLogprobs = (token: string, finishReason?: string): Fields => ({
      candidates: [
        {
          content: { parts: [{ text: token }] },
          finishReason,
          logprobsResult: { chosenCandidates: [{ token }] }
        }
      ]
    })
    expect(stream(withLogprobs('a'), withLogprobs('b', 'STOP')).reply.choices[0]?.logprobs).toEqual({
      dialect: 'gemini',
      value: { chosenCandidates: [{ token: 'a' }, { token: 'b' }] }
    })
  })

  test('an error in the middle is one, and a cut stream has no end', () => {
    const broken = stream(chunk({ text: 'a' }), {
      error: { code: 503, message: 'high demand', status: 'UNAVAILABLE' }
    })
    expect(broken).toMatchObject({ error: { code: 'UNAVAILABLE', message: 'high demand' }, ended: false })
    expect(stream(chunk({ text: 'a' }))).toMatchObject({ error: null, ended: false })
    expect(stream('not json', '[]', '{}').reply.choices).toEqual([])
  })

  test('arguments in pieces make one call', () => {
    const piece = (functionCall: Fields, more: Fields = {}): Fields => chunk({ functionCall, ...more })
    const { reply } = stream(
      piece({ name: 'f', willContinue: true }, { thoughtSignature: 'c2ln' }),
      piece({
        partialArgs: [{ jsonPath: '$.city', stringValue: 'Bos', willContinue: true }],
        willContinue: true
      }),
      piece({ partialArgs: [{ jsonPath: '$.city', stringValue: 'ton' }], willContinue: true }),
      piece({
        partialArgs: [
          { jsonPath: '$.days[0].n', numberValue: 1 },
          { jsonPath: "$['a b']", boolValue: true },
          { jsonPath: '$.none', nullValue: 'NULL_VALUE' }
        ],
        willContinue: true
      }),
      piece({}),
      piece({ name: 'g' }),
      { candidates: [{ finishReason: 'STOP' }] }
    )
    expect(reply.choices[0]).toMatchObject({
      parts: [
        {
          type: 'tool-call',
          name: 'f',
          args: '{"city":"Boston","days":[{"n":1}],"a b":true,"none":null}',
          seal: { value: 'c2ln' }
        },
        { type: 'tool-call', name: 'g', args: '{}' }
      ],
      finish: { reason: 'tool-calls' }
    })
  })

  test('pieces can’t reach what is no argument, or make endless lists', () => {
    const { reply } = stream(
      chunk({
        functionCall: {
          name: 'f',
          partialArgs: [
            { jsonPath: '$.__proto__.polluted', boolValue: true },
            { jsonPath: '$.list[4000000000]', numberValue: 1 }
          ]
        }
      })
    )
    expect(({} as Fields)['polluted']).toBeUndefined()
    expect(reply.choices[0]?.parts[0]).toMatchObject({ args: '{"__proto__":{"polluted":true},"list":[1]}' })
  })
})
