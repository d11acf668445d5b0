import { describe, expect, test } from 'vitest'
import type { ChatReply, ChatRequest, Choice, Part } from '../../../electron/dialects/chat.ts'
import { collectReply, replyEvents } from '../../../electron/dialects/collect-reply.ts'
import type { ReplyContext } from '../../../electron/dialects/dialect.ts'
import { decodeReply } from '../../../electron/dialects/gemini/decode-reply.ts'
import { decodeRequest } from '../../../electron/dialects/gemini/decode-request.ts'
import { openStreamDecoder } from '../../../electron/dialects/gemini/decode-stream.ts'
import { encodeReply } from '../../../electron/dialects/gemini/encode-reply.ts'
import { openStreamEncoder } from '../../../electron/dialects/gemini/encode-stream.ts'
import { readUsage } from '../../../electron/dialects/gemini/read-usage.ts'
import { writeUsage } from '../../../electron/dialects/gemini/write-usage.ts'
import { fieldsOf, parseFields, recordsOf, type Fields } from '../../../electron/dialects/json.ts'
import { readEvents } from '../../../electron/dialects/read-events.ts'

const SEAL = { dialect: 'anthropic-messages', value: 'sig' } as const

function context(show: boolean): ReplyContext {
  const generationConfig = { thinkingConfig: { includeThoughts: show } }
  const request: ChatRequest = decodeRequest(
    { contents: 'Hi', generationConfig },
    { model: 'asked', stream: true }
  )
  return { request, created: 1_700_000_000, newId: (prefix) => `${prefix}new` }
}

function replyOf(...parts: readonly Part[]): ChatReply {
  return { id: 'r1', model: 'm', choices: [{ parts, finish: { reason: 'stop' } }] }
}

function partsOf(reply: ChatReply, show = true): unknown {
  const [candidate] = recordsOf(encodeReply(reply, context(show))['candidates'])
  return fieldsOf(candidate?.['content'])?.['parts']
}

/** The data of what a stream's encoder wrote. */
function streamed(reply: ChatReply, show = true): readonly Fields[] {
  const encoder = openStreamEncoder(context(show))
  const written = [...replyEvents(reply)].map((event) => encoder.push(event)).join('') + encoder.end()
  return readEvents(Buffer.from(written)).map(({ data }) => parseFields(data) ?? {})
}

describe('a whole reply', () => {
  test('Google’s own comes out as it went in', () => {
    const body = {
      candidates: [
        {
          content: {
            parts: [
              { text: 'hm', thought: true },
              { functionCall: { id: 'x', name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' },
              { text: 'Hello', thoughtSignature: 'c2ln' },
              { executableCode: { language: 'PYTHON', code: '1' } }
            ],
            role: 'model'
          },
          finishReason: 'STOP',
          index: 0,
          finishMessage: 'Model generated function call(s).',
          safetyRatings: []
        }
      ],
      usageMetadata: { promptTokenCount: 3, trafficType: 'ON_DEMAND' },
      modelVersion: 'gemini-3-pro',
      responseId: 'r1',
      createTime: '2026-05-04T20:01:02.264968Z'
    }
    expect(encodeReply(decodeReply(body), context(false))).toEqual(body)
    const refused = { promptFeedback: { blockReason: 'SAFETY' }, modelVersion: 'm', responseId: 'r1' }
    expect(encodeReply(decodeReply(refused), context(false))).toEqual(refused)
  })

  test('another’s has the same text, calls, end and tokens', () => {
    const reply: ChatReply = {
      ...replyOf(
        { type: 'text', text: 'Hello' },
        { type: 'refusal', text: 'No.' },
        { type: 'tool-call', id: 'call_1', name: 'f', args: '{"a":1}' },
        { type: 'media', kind: 'image', source: { kind: 'base64', data: 'AAAA' }, mediaType: 'image/png' },
        { type: 'native', dialect: 'openai-responses', what: 'web_search_call', value: {} }
      ),
      created: 1_700_000_000,
      usage: {
        tokens: { input: 10, cache_read: 4, cache_write: 2, output: 9, reasoning: 5 },
        dialect: 'anthropic-messages',
        raw: {}
      }
    }
    expect(encodeReply(reply, context(false))).toEqual({
      candidates: [
        {
          content: {
            parts: [
              { text: 'Hello' },
              { text: 'No.' },
              { functionCall: { id: 'call_1', name: 'f', args: { a: 1 } } },
              { inlineData: { mimeType: 'image/png', data: 'AAAA' } }
            ],
            role: 'model'
          },
          finishReason: 'STOP',
          index: 0
        }
      ],
      usageMetadata: {
        promptTokenCount: 16,
        candidatesTokenCount: 4,
        totalTokenCount: 25,
        cachedContentTokenCount: 4,
        thoughtsTokenCount: 5
      },
      modelVersion: 'm',
      responseId: 'r1',
      createTime: '2023-11-14T22:13:20.000Z'
    })
  })

  test.each<[Choice['finish'], string]>([
    [{ reason: 'stop-sequence' }, 'STOP'],
    [{ reason: 'tool-calls' }, 'STOP'],
    [{ reason: 'pause' }, 'STOP'],
    [{ reason: 'length' }, 'MAX_TOKENS'],
    [{ reason: 'context-length' }, 'MAX_TOKENS'],
    [{ reason: 'content-filter' }, 'SAFETY'],
    [{ reason: 'refusal' }, 'SAFETY'],
    [{ reason: 'error' }, 'OTHER'],
    [{ reason: 'other', native: { dialect: 'openai-chat', value: 'x' } }, 'OTHER']
  ])('the end %j is %s', (finish, word) => {
    const reply = { ...replyOf(), choices: [{ parts: [], finish }] }
    expect(encodeReply(reply, context(false))['candidates']).toEqual([
      { content: { parts: [{ text: '' }], role: 'model' }, finishReason: word, index: 0 }
    ])
  })

  test('a call that was cut off ends as Google ends it', () => {
    const call: Part = { type: 'tool-call', id: 'c', name: 'f', args: '{"a":' }
    expect(encodeReply(replyOf(call), context(false))['candidates']).toMatchObject([
      { finishReason: 'MALFORMED_FUNCTION_CALL', finishMessage: 'Malformed function call: f({"a":)' }
    ])
    expect(JSON.stringify(encodeReply(replyOf(call), context(false)))).not.toContain('functionCall"')
  })

  test('OpenAI’s log probabilities are Google’s', () => {
    const content = [{ token: 'a', logprob: -0.1, top_logprobs: [{ token: 'b', logprob: -2 }] }]
    const reply = {
      ...replyOf(),
      choices: [{ parts: [], logprobs: { dialect: 'openai-chat' as const, value: { content } } }]
    }
    expect(encodeReply(reply, context(false))['candidates']).toMatchObject([
      {
        logprobsResult: {
          chosenCandidates: [{ token: 'a', logProbability: -0.1 }],
          topCandidates: [{ candidates: [{ token: 'b', logProbability: -2 }] }]
        }
      }
    ])
  })
})

describe('thoughts for a client', () => {
  const thought: Part = { type: 'reasoning', text: 'hm', seal: SEAL }
  const call: Part = { type: 'tool-call', id: 'c', name: 'f', args: '{}' }

  test('are shown where it asked for them', () => {
    expect(partsOf(replyOf(thought, { type: 'text', text: 'x' }), true)).toMatchObject([
      { text: 'hm', thought: true },
      { text: 'x' }
    ])
    expect(partsOf(replyOf(thought, { type: 'text', text: 'x' }), false)).toMatchObject([{ text: 'x' }])
  })

  test.each([
    ['shown', true],
    ['hidden', false]
  ])('come back with what follows them, %s, from a client that keeps no thoughts', (_, show) => {
    for (const parts of [
      streamed(replyOf(thought, call), show).flatMap(chunkParts),
      partsOf(replyOf(thought, call), show)
    ]) {
      const kept = recordsOf(parts).filter(
        (part) => part['thought'] === undefined && part['text'] === undefined
      )
      const chat = decodeRequest(
        { contents: ['Hi', { role: 'model', parts: kept }] },
        { model: 'm', stream: false }
      )
      expect(chat.messages[1]?.parts).toEqual([thought, call])
    }
  })

  test('survive a client that keeps every part', () => {
    const parts = streamed(replyOf(thought, { type: 'text', text: 'Hello' }), true).flatMap(chunkParts)
    const contents = ['Hi', ...recordsOf(parts).map((part) => ({ role: 'model', parts: [part] }))]
    const chat = decodeRequest({ contents }, { model: 'm', stream: false })
    expect(chat.messages[1]?.parts).toMatchObject([thought, { type: 'text', text: 'Hello' }])
  })

  test('the signature is base64 that decodes to itself, as SDKs with bytes need it', () => {
    const [part] = recordsOf(partsOf(replyOf(thought, call), false))
    const signature = String(part?.['thoughtSignature'])
    expect(Buffer.from(signature, 'base64').toString('base64')).toBe(signature)
    const urlSafe = signature.replaceAll('+', '-').replaceAll('/', '_')
    const contents = ['Hi', { role: 'model', parts: [{ ...part, thoughtSignature: urlSafe }] }]
    expect(decodeRequest({ contents }, { model: 'm', stream: false }).messages[1]?.parts).toEqual([
      thought,
      call
    ])
  })

  test('a seal that nothing follows stands alone', () => {
    const parts = recordsOf(partsOf(replyOf(thought), true))
    expect(parts).toMatchObject([
      { text: 'hm', thought: true },
      { text: '', thought: true }
    ])
    const chat = decodeRequest({ contents: ['Hi', { role: 'model', parts }] }, { model: 'm', stream: false })
    expect(chat.messages[1]?.parts).toEqual([thought])
  })
})

function chunkParts(chunk: Fields): readonly Fields[] {
  return recordsOf(chunk['candidates']).flatMap((candidate) =>
    recordsOf(fieldsOf(candidate['content'])?.['parts'])
  )
}

describe('a stream', () => {
  test('texts go at once, calls whole, the end and the usage last', () => {
    const encoder = openStreamEncoder(context(true))
    const usage = {
      tokens: { input: 1, cache_read: null, cache_write: null, output: 2, reasoning: null },
      dialect: 'openai-chat',
      raw: {}
    } as const
    const tail = '"modelVersion":"m","responseId":"r1"'
    expect(encoder.push({ type: 'start', id: 'r1', model: 'm' })).toBe('')
    expect(encoder.push({ type: 'open', choice: 0, index: 0, part: { type: 'text', text: '' } })).toBe('')
    expect(encoder.push({ type: 'delta', choice: 0, index: 0, text: 'Hé' })).toBe(
      `data: {"candidates":[{"content":{"parts":[{"text":"Hé"}],"role":"model"},"index":0}],${tail}}\n\n`
    )
    expect(encoder.push({ type: 'close', choice: 0, index: 0 })).toBe('')
    const call: Part = { type: 'tool-call', id: 'c', name: 'f', args: '{"a"' }
    expect(encoder.push({ type: 'open', choice: 0, index: 1, part: call })).toBe('')
    expect(encoder.push({ type: 'delta', choice: 0, index: 1, text: ':1}' })).toBe('')
    expect(encoder.push({ type: 'close', choice: 0, index: 1 })).toContain(
      '{"functionCall":{"id":"c","name":"f","args":{"a":1}}}'
    )
    expect(encoder.push({ type: 'finish', choice: 0, finish: { reason: 'tool-calls' } })).toBe('')
    expect(encoder.push({ type: 'usage', usage })).toBe('')
    const last = encoder.push({ type: 'end' })
    expect(parseFields(last.slice('data: '.length))).toEqual({
      candidates: [{ content: { parts: [{ text: '' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 2, totalTokenCount: 3 },
      modelVersion: 'm',
      responseId: 'r1'
    })
    expect(encoder.end()).toBe('')
  })

  test('calls that are open at once come out one by one, each whole', () => {
    const encoder = openStreamEncoder(context(true))
    const open = (index: number): string =>
      encoder.push({
        type: 'open',
        choice: 0,
        index,
        part: { type: 'tool-call', id: `c${index}`, name: 'f', args: '' }
      })
    expect(open(0) + open(1)).toBe('')
    encoder.push({ type: 'delta', choice: 0, index: 1, text: '{"n":1}' })
    encoder.push({ type: 'delta', choice: 0, index: 0, text: '{"n":0}' })
    expect(encoder.push({ type: 'close', choice: 0, index: 1 })).toBe('')
    expect(encoder.push({ type: 'close', choice: 0, index: 0 })).toMatch(/"n":0.*\n\ndata: .*"n":1/)
  })

  test('a cut stream doesn’t pass for a whole one', () => {
    const encoder = openStreamEncoder(context(true))
    encoder.push({ type: 'open', choice: 0, index: 0, part: { type: 'text', text: 'x' } })
    expect(encoder.end()).toBe('')
  })

  test('an error ends it, in the form that Google’s SDKs throw', () => {
    const encoder = openStreamEncoder(context(true))
    const error = { status: 503, reason: 'overloaded', code: null, message: 'busy' } as const
    expect(encoder.fail(error)).toBe(
      'data: {"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}\n\n'
    )
    expect(encoder.fail(error) + encoder.end()).toBe('')
    const told = openStreamEncoder(context(true))
    expect(told.push({ type: 'error', error: { code: 'overloaded_error', message: 'busy' } })).toContain(
      '"code":503'
    )
  })

  test('says the same as the whole reply', () => {
    const reply: ChatReply = {
      ...replyOf(
        { type: 'reasoning', text: 'hm', seal: SEAL },
        { type: 'text', text: 'Hello', seal: { dialect: 'gemini', value: 'c2ln' } },
        { type: 'tool-call', id: 'c', name: 'f', args: '{}' },
        { type: 'reasoning', text: 'again', seal: { dialect: 'gemini', value: 'c2ln' } },
        { type: 'native', dialect: 'gemini', what: 'toolCall', value: { toolCall: { id: 'x' } } }
      ),
      created: 1_700_000_000
    }
    const decoder = openStreamDecoder()
    const events = streamed(reply).flatMap((data) => decoder.push({ name: null, data: JSON.stringify(data) }))
    const collected = collectReply([...events, ...decoder.end()]).reply
    expect(collected.choices[0]?.parts).toEqual(reply.choices[0]?.parts)
    expect(decodeReply(encodeReply(reply, context(true)))).toEqual(collected)
  })
})

test('tokens that are written are the tokens that are read', () => {
  for (const tokens of [
    { input: 10, cache_read: 4, cache_write: null, output: 9, reasoning: 5, input_audio: 3, output_image: 2 },
    { input: 0, cache_read: 0, cache_write: null, output: 0, reasoning: 0 },
    { input: 7, cache_read: null, cache_write: null, output: 7, reasoning: null, output_audio: 7 }
  ]) {
    expect(readUsage(writeUsage({ tokens, dialect: 'openai-chat', raw: null }))).toEqual(tokens)
  }
})
