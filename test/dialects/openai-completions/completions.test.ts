import { describe, expect, test } from 'vitest'
import type { ChatEvent, ChatReply, ChatRequest } from '../../../electron/dialects/chat.ts'
import { collectReply } from '../../../electron/dialects/collect-reply.ts'
import { NotAReply, type ReplyContext } from '../../../electron/dialects/dialect.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiCompletions } from '../../../electron/dialects/openai-completions/dialect.ts'

const TARGET = { model: 'm', maxOutput: null, quirks: {} }

function decode(body: Fields): ChatRequest {
  return openaiCompletions.decodeRequest({ model: 'm', ...body }, { model: 'm', stream: false })
}

function again(body: Fields): unknown {
  return JSON.parse(JSON.stringify(openaiCompletions.encodeRequest(decode(body), TARGET).body))
}

function context(request: Partial<ChatRequest> = {}): ReplyContext {
  return {
    request: { model: 'm', stream: true, messages: [], tools: [], ...request },
    created: 5,
    newId: (prefix) => `${prefix}new`
  }
}

describe('a request', () => {
  test('is a message of the user', () => {
    const chat = decode({ prompt: 'Once', max_tokens: 5, logprobs: 2, stop: '.', n: 2 })
    expect(chat).toMatchObject({
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Once' }] }],
      maxOutputTokens: 5,
      logprobs: { top: 2 },
      stop: ['.'],
      choices: 2
    })
    expect(chat.untranslatable).toBeUndefined()
  })

  test.each<[Fields, string]>([
    [{ prompt: ['a', 'b'] }, 'prompt is a list'],
    [{ prompt: [1, 2, 3] }, 'prompt is a list'],
    [{ prompt: [[1], [2]] }, 'prompt is a list'],
    [{ prompt: 'a', suffix: 'b' }, 'suffix asks']
  ])('%j is for completions alone, and goes to them as it came', (body, words) => {
    expect(decode(body).untranslatable).toContain(words)
    expect(again(body)).toEqual({ model: 'm', ...body })
  })

  test('goes to a server of its own dialect as it came', () => {
    const body = {
      model: 'm',
      prompt: 'Once',
      suffix: '.',
      max_tokens: 5,
      temperature: 0,
      n: 1,
      logprobs: 0,
      echo: true,
      best_of: 2,
      stop: ['a', 'b'],
      seed: 1,
      user: 'me',
      logit_bias: {}
    }
    expect(again(body)).toEqual(body)
    expect(again({ prompt: ['one'], stream: true })).toEqual({
      model: 'm',
      prompt: 'one',
      stream: true,
      stream_options: { include_usage: true }
    })
  })

  test('without a prompt is refused', () => {
    expect(() => decode({})).toThrow('prompt must be')
  })

  test('of another dialect is taken where it is one text, and refused else', () => {
    const chat: ChatRequest = {
      model: 'm',
      stream: false,
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Once' }] }],
      tools: [],
      reasoning: { effort: 'low' },
      maxOutputTokens: 9,
      from: 'openai-chat'
    }
    expect(openaiCompletions.encodeRequest(chat, { ...TARGET, maxOutput: 5 })).toEqual({
      body: { model: 'm', prompt: 'Once', max_tokens: 5 },
      notes: [
        'reasoning was left out: completions have no field for it',
        'the limit of output tokens was lowered to 5: the model makes no more'
      ]
    })
    const system = { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] } as const
    expect(() =>
      openaiCompletions.encodeRequest({ ...chat, messages: [system, ...chat.messages] }, TARGET)
    ).toThrow('one prompt')
    expect(() =>
      openaiCompletions.encodeRequest({ ...chat, tools: [{ type: 'function', name: 'f' }] }, TARGET)
    ).toThrow('one prompt')
  })
})

describe('a whole reply', () => {
  test('is written out again as it came', () => {
    const body = {
      id: 'cmpl-1',
      object: 'text_completion',
      created: 1,
      model: 'm',
      choices: [
        { text: ' A', index: 0, logprobs: { tokens: [' A'] }, finish_reason: 'stop' },
        { text: ' B', index: 1, logprobs: null, finish_reason: 'length', stop_reason: 5 }
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
      system_fingerprint: 'fp'
    }
    const reply = openaiCompletions.decodeReply(body)
    expect(reply.usage?.tokens).toMatchObject({ input: 1, output: 2 })
    expect(JSON.parse(JSON.stringify(openaiCompletions.encodeReply(reply, context())))).toEqual(body)
  })

  test('that is a chat’s, as some servers answer, is its text', () => {
    const choices = [{ index: 0, message: { role: 'assistant', content: 'A' }, finish_reason: 'stop' }]
    expect(openaiCompletions.decodeReply({ choices }).choices).toMatchObject([{ parts: [{ text: 'A' }] }])
  })

  test('is none without choices', () => {
    expect(() => openaiCompletions.decodeReply({ error: { message: 'no' } })).toThrow(NotAReply)
  })

  test('of a chat is its text, with the prompt before it where the client wants an echo', () => {
    const reply: ChatReply = {
      choices: [
        {
          parts: [
            { type: 'reasoning', text: 'Hm.' },
            { type: 'text', text: ' upon' }
          ],
          finish: { reason: 'stop', native: { dialect: 'gemini', value: 'STOP' } },
          logprobs: {
            dialect: 'openai-chat',
            value: { content: [{ token: ' upon', logprob: -1, top_logprobs: [{ token: 'x', logprob: -2 }] }] }
          }
        }
      ]
    }
    expect(openaiCompletions.encodeReply(reply, context(decode({ prompt: 'Once', echo: true })))).toEqual({
      id: 'cmpl-new',
      object: 'text_completion',
      created: 5,
      model: 'm',
      choices: [
        {
          text: 'Once upon',
          index: 0,
          logprobs: {
            tokens: [' upon'],
            token_logprobs: [-1],
            top_logprobs: [{ x: -2 }],
            text_offset: [0]
          },
          finish_reason: 'stop'
        }
      ]
    })
  })
})

describe('a stream', () => {
  function read(chunks: readonly (Fields | string)[]): ChatEvent[] {
    const decoder = openaiCompletions.openStreamDecoder()
    const events = chunks.flatMap((chunk) =>
      decoder.push({ name: null, data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) })
    )
    return [...events, ...decoder.end()]
  }

  function write(events: readonly ChatEvent[], request: Partial<ChatRequest> = {}): string {
    const encoder = openaiCompletions.openStreamEncoder(context(request))
    return events.map((event) => encoder.push(event)).join('') + encoder.end()
  }

  const chunk = (text: string, finish_reason: string | null = null, index = 0): Fields => ({
    id: 'cmpl-1',
    model: 'm',
    created: 1,
    choices: [{ text, index, logprobs: null, finish_reason }]
  })

  test('is read choice by choice', () => {
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    const events = read([
      chunk('A'),
      chunk('x', null, 1),
      chunk('B'),
      chunk('', 'stop'),
      chunk('', 'length', 1),
      { choices: [], usage },
      '[DONE]'
    ])
    expect(collectReply(events)).toMatchObject({
      ended: true,
      reply: {
        id: 'cmpl-1',
        choices: [
          { parts: [{ text: 'AB' }], finish: { reason: 'stop' } },
          { parts: [{ text: 'x' }], finish: { reason: 'length' } }
        ],
        usage: { raw: usage }
      }
    })
  })

  test('that breaks off has no end, and one with an error tells it', () => {
    expect(collectReply(read([chunk('A')])).ended).toBe(false)
    expect(collectReply(read([chunk('A'), { error: { message: 'broke' } }])).error).toEqual({
      code: null,
      message: 'broke'
    })
  })

  test('is written as OpenAI does, texts alone', () => {
    const head = 'data: {"id":"cmpl-1","object":"text_completion","created":1,"model":"m","choices":'
    const events: ChatEvent[] = [
      { type: 'start', id: 'cmpl-1', model: 'm', created: 1 },
      { type: 'open', choice: 0, index: 0, part: { type: 'reasoning', text: '' } },
      { type: 'delta', choice: 0, index: 0, text: 'Hm.' },
      { type: 'close', choice: 0, index: 0 },
      { type: 'open', choice: 0, index: 1, part: { type: 'text', text: '' } },
      { type: 'delta', choice: 0, index: 1, text: 'A' },
      { type: 'close', choice: 0, index: 1 },
      { type: 'finish', choice: 0, finish: { reason: 'stop' } }
    ]
    expect(write(events)).toBe(
      [
        `${head}[{"text":"A","index":0,"logprobs":null,"finish_reason":null}]}`,
        `${head}[{"text":"","index":0,"logprobs":null,"finish_reason":"stop"}]}`,
        'data: [DONE]',
        ''
      ].join('\n\n')
    )
    // The prompt comes once, before the first text.
    expect(write(events, decode({ prompt: 'Once', echo: true }))).toContain('{"text":"OnceA"')
  })
})
