import { describe, expect, test } from 'vitest'
import { readSeal } from '../../../electron/dialects/carry-seal.ts'
import type { ChatReply, ChatRequest, Choice } from '../../../electron/dialects/chat.ts'
import { NotAReply, type ReplyContext } from '../../../electron/dialects/dialect.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiChat } from '../../../electron/dialects/openai-chat/dialect.ts'

const REQUEST: ChatRequest = { model: 'asked', stream: false, messages: [], tools: [] }

function context(request: Partial<ChatRequest> = {}): ReplyContext {
  return { request: { ...REQUEST, ...request }, created: 1750000000, newId: (prefix) => `${prefix}new` }
}

/** The one choice of a reply with this message. */
function choiceOf(message: Fields, rest: Fields = {}): Choice {
  const body = { id: 'r-1', choices: [{ index: 0, message, finish_reason: 'stop', ...rest }] }
  const [choice] = openaiChat.decodeReply(body).choices
  if (choice === undefined) throw new Error('there is no choice')
  return choice
}

function encoded(choice: Choice, request: Partial<ChatRequest> = {}): Fields {
  const body = openaiChat.encodeReply({ choices: [choice] }, context(request))
  const [first] = body['choices'] as Fields[]
  return first ?? {}
}

describe('a whole reply', () => {
  test('is written out again as it came', () => {
    const body = {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1750000000,
      model: 'gpt-5',
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: 'Paris.',
            refusal: null,
            annotations: [{ type: 'url_citation', url_citation: { url: 'https://example.com', title: 't' } }],
            executed_tools: [{ name: 'search' }]
          },
          logprobs: {
            content: [{ token: 'Paris', logprob: -0.1, bytes: null, top_logprobs: [] }],
            refusal: null
          },
          finish_reason: 'stop',
          content_filter_results: { hate: { filtered: false } }
        },
        {
          index: 1,
          message: {
            role: 'assistant',
            content: null,
            refusal: null,
            tool_calls: [
              { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
              { id: 'c2', type: 'custom', custom: { name: 'g', input: 'free' } }
            ]
          },
          logprobs: null,
          finish_reason: 'tool_calls'
        }
      ],
      usage: { prompt_tokens: 9, completion_tokens: 3, total_tokens: 12, completion_tokens_details: null },
      service_tier: 'default',
      system_fingerprint: 'fp_1',
      x_groq: { id: 'req_1' }
    }
    const again = openaiChat.encodeReply(openaiChat.decodeReply(body), context())
    expect(JSON.parse(JSON.stringify(again))).toEqual(body)
  })

  test('holds thoughts under either name, and of Mistral’s list', () => {
    expect(choiceOf({ content: 'A', reasoning_content: 'Hm.' }).parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'A' }
    ])
    expect(choiceOf({ content: 'A', reasoning: 'Hm.' }).parts[0]).toMatchObject({ text: 'Hm.' })
    const content = [
      { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
      { type: 'text', text: 'A' }
    ]
    expect(choiceOf({ content }).parts).toMatchObject([
      { type: 'reasoning', text: 'Hm.' },
      { type: 'text', text: 'A' }
    ])
  })

  test.each<[string, Fields, Fields, string]>([
    ['the usual word', { content: 'A' }, {}, 'stop'],
    ['Together’s word', { content: 'A' }, { finish_reason: 'eos' }, 'stop'],
    ['nothing', { content: 'A' }, { finish_reason: '' }, 'stop'],
    ['a limit', { content: 'A' }, { finish_reason: 'length' }, 'length'],
    ['a word of tomorrow', { content: 'A' }, { finish_reason: 'bored' }, 'other']
  ])('ends with %s', (_what, message, rest, reason) => {
    expect(choiceOf(message, rest).finish?.reason).toBe(reason)
  })

  test('that calls a tool ends so, whichever word its server has for it', () => {
    const tool_calls = [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }]
    expect(choiceOf({ content: null, tool_calls }, { finish_reason: 'stop' }).finish?.reason).toBe(
      'tool-calls'
    )
    expect(choiceOf({ content: null, tool_calls }, { finish_reason: '' }).finish?.reason).toBe('tool-calls')
  })

  test('at a stop sequence names it where the server does (vLLM)', () => {
    expect(choiceOf({ content: 'A' }, { stop_reason: 'END' }).finish).toMatchObject({
      reason: 'stop-sequence',
      stopSequence: 'END'
    })
    expect(choiceOf({ content: 'A' }, { stop_reason: 128_009 }).finish?.reason).toBe('stop')
  })

  test('what a server fills in although there is nothing (Snowflake) is nothing', () => {
    const message = {
      content: '4',
      refusal: '',
      function_call: { name: '', arguments: '' },
      audio: { id: '', data: '', transcript: '', expires_at: 0 },
      tool_calls: null
    }
    const choice = choiceOf(message, { logprobs: { content: null, refusal: null } })
    expect(choice.parts).toEqual([{ type: 'text', text: '4' }])
    expect(choice.logprobs).toBeUndefined()
  })

  test('gives calls without an id one, and tells them apart', () => {
    const call = { id: '', type: 'function', function: { name: 'f', arguments: '{}' } }
    const { parts } = choiceOf({ content: null, tool_calls: [call, call] })
    expect(parts).toMatchObject([{ id: 'call_r1_0' }, { id: 'call_r1_1' }])
  })

  test('is none where there are no choices, and says why', () => {
    expect(() => openaiChat.decodeReply({ error: { message: 'no such model' } })).toThrow(NotAReply)
    expect(() => openaiChat.decodeReply({ error: { message: 'no such model' } })).toThrow('no such model')
    expect(() => openaiChat.decodeReply({ detail: 'Not authenticated' })).toThrow('Not authenticated')
    expect(() => openaiChat.decodeReply({})).toThrow(NotAReply)
  })
})

describe('a reply of another dialect', () => {
  test('has what clients must find', () => {
    const reply: ChatReply = {
      choices: [{ parts: [{ type: 'text', text: 'Hi' }], finish: { reason: 'stop' } }],
      usage: {
        tokens: { input: 5, cache_read: 3, cache_write: 2, output: 7, reasoning: null },
        dialect: 'anthropic-messages',
        raw: { input_tokens: 5 }
      },
      serviceTier: 'standard'
    }
    expect(openaiChat.encodeReply(reply, context())).toEqual({
      id: 'chatcmpl-new',
      object: 'chat.completion',
      created: 1750000000,
      model: 'asked',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hi', refusal: null },
          logprobs: null,
          finish_reason: 'stop'
        }
      ],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 7,
        total_tokens: 17,
        prompt_tokens_details: { cached_tokens: 3, cache_write_tokens: 2, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 }
      },
      service_tier: 'default'
    })
  })

  test('carries seals: of thoughts in entries, of calls behind their ids', () => {
    const signed = { dialect: 'anthropic-messages', value: 'S' } as const
    const gemini = { dialect: 'gemini', value: 'G' } as const
    const parts: Choice['parts'] = [
      { type: 'reasoning', text: 'Hm.', seal: signed },
      { type: 'reasoning', text: '', seal: { dialect: 'openai-responses', value: 'E' }, id: 'rs_1' },
      { type: 'text', text: 'A', seal: gemini },
      { type: 'tool-call', id: 'c', name: 'f', args: '{}', seal: gemini }
    ]
    const message = encoded({ parts, finish: { reason: 'tool-calls' } })['message'] as Fields
    expect(message).toMatchObject({ content: 'A', reasoning_content: 'Hm.' })
    const details = message['reasoning_details'] as Fields[]
    expect(details[0]).toMatchObject({ type: 'reasoning.text', text: 'Hm.', signature: 'S' })
    expect(details[1]).toMatchObject({ type: 'reasoning.encrypted', id: 'rs_1' })
    expect(readSeal('openai-chat', String(details[1]?.['data']))).toEqual({
      dialect: 'openai-responses',
      value: 'E'
    })
    // What the client sends back is what came.
    const chat = openaiChat.decodeRequest({ messages: [message] }, { model: 'm', stream: false })
    expect(chat.messages[0]?.parts).toEqual(
      parts.map((part) => ({ ...part })).map((part) => expect.objectContaining(part) as unknown)
    )
  })

  test('that was cut off does not look whole, and one that calls tools says so', () => {
    expect(encoded({ parts: [{ type: 'text', text: 'Hal' }] })).toMatchObject({ finish_reason: 'length' })
    const call = { type: 'tool-call', id: 'c', name: 'f', args: '{}' } as const
    expect(encoded({ parts: [call], finish: { reason: 'stop' } })).toMatchObject({
      message: { content: null },
      finish_reason: 'tool_calls'
    })
    expect(encoded({ parts: [], finish: { reason: 'refusal' } })).toMatchObject({
      finish_reason: 'content_filter'
    })
  })

  test('calls a function in the old form where the client gave its tools so', () => {
    const call = { type: 'tool-call', id: 'c', name: 'f', args: '{}' } as const
    expect(
      encoded({ parts: [call], finish: { reason: 'tool-calls' } }, { legacyFunctions: true })
    ).toMatchObject({
      message: { content: null, function_call: { name: 'f', arguments: '{}' } },
      finish_reason: 'function_call'
    })
  })

  test('shows pictures and sources', () => {
    const parts: Choice['parts'] = [
      { type: 'text', text: 'See ' },
      {
        type: 'text',
        text: 'this',
        citations: {
          dialect: 'anthropic-messages',
          value: [{ type: 'web_search_result_location', url: 'https://example.com', title: 'T' }]
        }
      },
      { type: 'media', kind: 'image', source: { kind: 'base64', data: 'AAAA' }, mediaType: 'image/png' }
    ]
    expect(encoded({ parts, finish: { reason: 'stop' } })['message']).toMatchObject({
      content: 'See this',
      annotations: [
        {
          type: 'url_citation',
          url_citation: { url: 'https://example.com', title: 'T', start_index: 4, end_index: 8 }
        }
      ],
      images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }]
    })
  })

  test('counts bytes of Gemini’s sources in characters', () => {
    const value = {
      groundingChunks: [{ web: { uri: 'https://example.com', title: 'T' } }],
      groundingSupports: [{ segment: { startIndex: 4, endIndex: 7 }, groundingChunkIndices: [0] }]
    }
    const parts: Choice['parts'] = [{ type: 'text', text: 'äö€', citations: { dialect: 'gemini', value } }]
    const annotations = (encoded({ parts, finish: { reason: 'stop' } })['message'] as Fields)['annotations']
    expect(annotations).toMatchObject([{ url_citation: { start_index: 2, end_index: 3 } }])
  })

  test('gives Gemini’s log probabilities in this form', () => {
    const value = {
      chosenCandidates: [{ token: 'A', logProbability: -0.1 }],
      topCandidates: [{ candidates: [{ token: 'B', logProbability: -2 }] }]
    }
    const choice: Choice = { parts: [], finish: { reason: 'stop' }, logprobs: { dialect: 'gemini', value } }
    expect(encoded(choice)['logprobs']).toEqual({
      content: [
        { token: 'A', logprob: -0.1, bytes: [65], top_logprobs: [{ token: 'B', logprob: -2, bytes: [66] }] }
      ],
      refusal: null
    })
  })
})
