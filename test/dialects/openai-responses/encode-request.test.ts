import { describe, expect, test } from 'vitest'
import type { ChatRequest, Message } from '../../../electron/dialects/chat.ts'
import type { EncodedRequest } from '../../../electron/dialects/dialect.ts'
import { openaiResponses } from '../../../electron/dialects/openai-responses/dialect.ts'
import { chatOf, encode } from './steps.ts'

const HI: Message = { role: 'user', parts: [{ type: 'text', text: 'Hi' }] }

function encodeFor(
  model: string,
  chat: Partial<ChatRequest>,
  maxOutput: number | null = null
): EncodedRequest {
  return openaiResponses.encodeRequest(chatOf({ messages: [HI], ...chat }), { model, maxOutput, quirks: {} })
}

function inputOf(messages: readonly Message[]): unknown {
  return encode(chatOf({ messages })).body['input']
}

describe('a chat of another dialect', () => {
  test('has its system text as instructions and its messages as items', () => {
    const { body, notes } = encode(
      chatOf({
        stream: true,
        messages: [
          {
            role: 'system',
            parts: [
              { type: 'text', text: 'A' },
              { type: 'text', text: 'B' }
            ]
          },
          HI,
          { role: 'system', parts: [{ type: 'text', text: 'C' }] },
          {
            role: 'assistant',
            parts: [
              { type: 'text', text: 'Hello' },
              { type: 'text', text: '' }
            ]
          }
        ]
      })
    )
    expect(body).toEqual({
      store: false,
      model: 'gpt-5.2',
      stream: true,
      instructions: 'A\n\nB',
      input: [
        { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
        { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'C' }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello' }] }
      ]
    })
    expect(notes).toEqual([])
  })

  test('of system texts alone has them as its input, which must not be empty', () => {
    const { body } = encode(chatOf({ messages: [{ role: 'system', parts: [{ type: 'text', text: 'A' }] }] }))
    expect(body['instructions']).toBeUndefined()
    expect(body['input']).toHaveLength(1)
  })

  test('has the results of calls directly behind them, whatever stood between', () => {
    const input = inputOf([
      HI,
      {
        role: 'assistant',
        parts: [
          { type: 'tool-call', id: 'a', name: 'f', args: '' },
          { type: 'tool-call', id: 'b', name: 'g', args: '{"x":1}' }
        ]
      },
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'Go on' },
          { type: 'tool-result', id: 'b', parts: [{ type: 'text', text: 'B' }] },
          {
            type: 'tool-result',
            id: 'a',
            parts: [
              { type: 'text', text: 'A' },
              {
                type: 'media',
                kind: 'image',
                mediaType: 'image/png',
                source: { kind: 'base64', data: 'AAAA' }
              }
            ]
          }
        ]
      }
    ])
    expect(input).toMatchObject([
      { role: 'user' },
      { type: 'function_call', call_id: 'a', arguments: '{}' },
      { type: 'function_call', call_id: 'b', arguments: '{"x":1}' },
      {
        type: 'function_call_output',
        call_id: 'a',
        output: [
          { type: 'input_text', text: 'A' },
          { type: 'input_image', image_url: 'data:image/png;base64,AAAA' }
        ]
      },
      { type: 'function_call_output', call_id: 'b', output: 'B' },
      { role: 'user', content: [{ type: 'input_text', text: 'Go on' }] }
    ])
  })

  test('keeps the thoughts that OpenAI sealed, and leaves the others out with a note', () => {
    const { body, notes } = encode(
      chatOf({
        messages: [
          HI,
          {
            role: 'assistant',
            parts: [
              { type: 'reasoning', text: 'mine', seal: { dialect: 'openai-responses', value: 'gAAA' } },
              { type: 'reasoning', text: 'theirs', seal: { dialect: 'anthropic-messages', value: 'sig' } },
              { type: 'reasoning', text: 'nobody’s' },
              { type: 'reasoning', text: 'made up here', id: 'rs_ghABC' },
              { type: 'text', text: 'Hello' }
            ]
          }
        ]
      })
    )
    expect(body['input']).toMatchObject([
      { role: 'user' },
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'mine' }], encrypted_content: 'gAAA' },
      { role: 'assistant' }
    ])
    expect(notes).toEqual([
      'thoughts and their signatures were left out: they are known to anthropic-messages alone',
      'thoughts were left out: they bear no signature of this provider'
    ])
  })

  test('has files by URL, by data with a name, and texts as texts', () => {
    expect(
      inputOf([
        {
          role: 'user',
          parts: [
            { type: 'media', kind: 'file', source: { kind: 'url', url: 'https://a.example/a.pdf' } },
            {
              type: 'media',
              kind: 'file',
              mediaType: 'application/pdf',
              source: { kind: 'base64', data: 'JVBE' }
            },
            { type: 'media', kind: 'file', source: { kind: 'text', text: 'Once' }, name: 'a.txt' }
          ]
        }
      ])
    ).toMatchObject([
      {
        content: [
          { type: 'input_file', file_url: 'https://a.example/a.pdf' },
          { type: 'input_file', filename: 'file.pdf', file_data: 'data:application/pdf;base64,JVBE' },
          { type: 'input_text', text: 'a.txt:\nOnce' }
        ]
      }
    ])
  })

  test('has pictures of the assistant as the user’s, with a note', () => {
    const picture = {
      type: 'media',
      kind: 'image',
      mediaType: 'image/png',
      source: { kind: 'base64', data: 'AAAA' }
    } as const
    const { body, notes } = encode(chatOf({ messages: [HI, { role: 'assistant', parts: [picture] }] }))
    expect(body['input']).toMatchObject([
      { role: 'user' },
      { role: 'user', content: [{ type: 'input_image' }] }
    ])
    expect(notes).toEqual([
      "media of the assistant's were sent as the user's: its own messages hold text alone"
    ])
  })

  test('is refused where what the user gave can’t be sent, or several answers are wanted', () => {
    const sound = { type: 'media', kind: 'audio', source: { kind: 'base64', data: 'AAAA' } } as const
    const foreign = { kind: 'file-id', dialect: 'gemini', id: 'files/1' } as const
    expect(() => encode(chatOf({ messages: [{ role: 'user', parts: [sound] }] }))).toThrow(
      "audio can't be sent"
    )
    expect(() =>
      encode(
        chatOf({ messages: [{ role: 'user', parts: [{ type: 'media', kind: 'file', source: foreign }] }] })
      )
    ).toThrow('the file files/1 is known to another provider alone')
    expect(() => encode(chatOf({ messages: [HI], choices: 2 }))).toThrow('asks for 2 answers')
  })

  test('notes each wish that this API has no word for, once', () => {
    const { notes } = encode(
      chatOf({
        messages: [HI],
        stop: ['END'],
        topK: 3,
        seed: 1,
        user: 'u'.repeat(65),
        extra: { dialect: 'anthropic-messages', fields: { container: 'c', mcp_servers: [] } }
      })
    )
    expect(notes).toEqual([
      'user was left out: it is longer than 64 characters',
      'stop was left out: the Responses API has no such field',
      'top_k was left out: the Responses API has no such field',
      'seed was left out: the Responses API has no such field',
      'container, mcp_servers were left out: only Anthropic Messages knows them'
    ])
  })

  test('names what only its dialect knows of tools, messages and parts', () => {
    const extra = (field: string) =>
      ({ dialect: 'anthropic-messages', fields: { [field]: 1, id: 'x' } }) as const
    const { notes } = encode(
      chatOf({
        tools: [
          { type: 'function', name: 'f', extra: extra('input_examples'), cache: { type: 'ephemeral' } }
        ],
        messages: [
          { role: 'user', parts: [{ type: 'text', text: 'Hi', extra: extra('odd') }], extra: extra('rare') },
          {
            role: 'assistant',
            parts: [{ type: 'text', text: 'a', citations: { dialect: 'anthropic-messages', value: [] } }]
          }
        ]
      })
    )
    expect(notes).toEqual([
      'cache_control was left out: the Responses API caches prompts by itself',
      'citations of earlier answers were left out: the Responses API takes none but its own back',
      'input_examples, rare, odd were left out: only Anthropic Messages knows them'
    ])
  })

  test('has its limit lowered to what the model makes', () => {
    const { body, notes } = encodeFor('gpt-5.2', { maxOutputTokens: 9000 }, 8000)
    expect(body['max_output_tokens']).toBe(8000)
    expect(notes).toEqual(['the limit of 9000 output tokens was lowered to 8000: the model makes no more'])
  })

  test('says the word JSON where the answer is to be JSON and no message has it', () => {
    const messages: Message[] = [{ role: 'system', parts: [{ type: 'text', text: 'JSON' }] }, HI]
    const { body, notes } = encode(chatOf({ messages, format: { type: 'json' } }))
    expect(body['input']).toMatchObject([
      { role: 'developer', content: [{ type: 'input_text', text: 'Answer in JSON.' }] },
      { role: 'user' }
    ])
    expect(notes).toHaveLength(1)
    const said: Message = { role: 'user', parts: [{ type: 'text', text: 'As json, please' }] }
    expect(encode(chatOf({ messages: [said], format: { type: 'json' } })).body['input']).toHaveLength(1)
  })

  test.each([[['audio']], [['text', 'audio']], [['image']]])(
    'is refused where the answer is to be %j',
    (modalities) => {
      expect(() => encode(chatOf({ messages: [HI], modalities }))).toThrow(
        'as answer, which the Responses API'
      )
    }
  )

  test('has no sampling that its model refuses', () => {
    const { body, notes } = encodeFor('gpt-5', { temperature: 0.5, topP: 1, logprobs: { top: 2 } })
    expect(Object.keys(body)).toEqual(['store', 'model', 'input'])
    expect(notes).toEqual([
      'temperature was left out: the model takes none',
      'logprobs was left out: the model takes none'
    ])
    const own = encodeFor('gpt-5', { from: 'openai-responses', temperature: 0.5 })
    expect(own.body['temperature']).toBe(0.5)
  })

  test('has its limit raised to the least that is taken', () => {
    const { body, notes } = encode(chatOf({ messages: [HI], maxOutputTokens: 1 }))
    expect(body['max_output_tokens']).toBe(16)
    expect(notes).toHaveLength(1)
  })
})

describe('thinking', () => {
  const wish = (reasoning: ChatRequest['reasoning']): unknown => {
    const { body } = encode(chatOf({ from: 'openai-chat', messages: [HI], reasoning }))
    return [body['reasoning'], body['include']]
  }

  test('is asked for by effort or budget, and its sealed form with it', () => {
    const sealed = ['reasoning.encrypted_content']
    expect(wish({ mode: 'on', budgetTokens: 8000 })).toEqual([{ effort: 'medium' }, sealed])
    expect(wish({ effort: 'xhigh', show: true })).toEqual([{ effort: 'xhigh', summary: 'auto' }, sealed])
    expect(wish({ mode: 'adaptive' })).toEqual([undefined, sealed])
  })

  test('is shown to Anthropic’s clients, which are used to it, unless they ask not to see it', () => {
    const summaryOf = (show: boolean | undefined): unknown =>
      encode(chatOf({ messages: [HI], reasoning: { effort: 'low', show } })).body['reasoning']
    expect(summaryOf(undefined)).toEqual({ effort: 'low', summary: 'auto' })
    expect(summaryOf(false)).toEqual({ effort: 'low' })
  })

  test('is not asked for where it was switched off, or the model takes no such wish', () => {
    expect(wish({ mode: 'off' })).toEqual([{ effort: 'none' }, undefined])
    expect(wish({ mode: 'off', effort: 'none' })).toEqual([{ effort: 'none' }, undefined])
    const { body, notes } = openaiResponses.encodeRequest(
      chatOf({ messages: [HI], reasoning: { effort: 'high' } }),
      {
        model: 'gpt-4o',
        maxOutput: null,
        quirks: { noReasoningEffort: true }
      }
    )
    expect([body['reasoning'], body['include']]).toEqual([undefined, undefined])
    expect(notes).toEqual(['the wish to think was left out: the model takes none'])
  })

  test('has no word for being off at models that always think', () => {
    const { body, notes } = encodeFor('o3', { reasoning: { mode: 'off' } })
    expect(body['reasoning']).toBeUndefined()
    expect(notes).toEqual(['that the model shall not think was left out: not every model can be told so'])
  })

  test('is not asked of models that are known not to think, and as strongly as others can', () => {
    const plain = encodeFor('gpt-4.1', { reasoning: { mode: 'on', budgetTokens: 8000 } })
    expect([plain.body['reasoning'], plain.body['include']]).toEqual([undefined, undefined])
    const strong = encodeFor('gpt-5', { reasoning: { effort: 'max', show: false } })
    expect(strong.body['reasoning']).toEqual({ effort: 'high' })
    expect(strong.notes).toEqual(['the effort max became high: the model has no such word'])
  })
})
