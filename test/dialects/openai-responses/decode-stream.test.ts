import { describe, expect, test } from 'vitest'
import type { ChatEvent } from '../../../electron/dialects/chat.ts'
import { collectReply } from '../../../electron/dialects/collect-reply.ts'
import type { Fields } from '../../../electron/dialects/json.ts'
import { openaiResponses } from '../../../electron/dialects/openai-responses/dialect.ts'
import { decodeEvents } from './steps.ts'

const HEAD = {
  id: 'resp_1',
  object: 'response',
  created_at: 5,
  model: 'gpt-5.2',
  status: 'in_progress',
  output: []
}
const CREATED: Fields = { type: 'response.created', response: HEAD }
const USAGE = {
  input_tokens: 3,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 2,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 5
}
const THOUGHT = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [
    { type: 'summary_text', text: 'One' },
    { type: 'summary_text', text: 'Two' }
  ],
  encrypted_content: 'gAAA'
}
const MESSAGE = {
  id: 'msg_1',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [
    {
      type: 'output_text',
      text: 'Hello',
      annotations: [{ type: 'url_citation', url: 'https://a.example' }],
      logprobs: []
    }
  ]
}
const CALL = {
  id: 'fc_1',
  type: 'function_call',
  status: 'completed',
  call_id: 'call_1',
  name: 'f',
  arguments: '{"a":1}'
}
const SEARCH = {
  id: 'ws_1',
  type: 'web_search_call',
  status: 'completed',
  action: { type: 'search', query: 'a' }
}

function completed(output: readonly Fields[], more: Fields = {}): Fields {
  return {
    type: 'response.completed',
    response: { ...HEAD, status: 'completed', output, usage: USAGE, ...more }
  }
}

/** A stream in full, as OpenAI sends it. */
const FULL: readonly Fields[] = [
  CREATED,
  { type: 'response.in_progress', response: HEAD },
  {
    type: 'response.output_item.added',
    output_index: 0,
    item: { id: 'rs_1', type: 'reasoning', summary: [] }
  },
  {
    type: 'response.reasoning_summary_part.added',
    output_index: 0,
    item_id: 'rs_1',
    summary_index: 0,
    part: { type: 'summary_text', text: '' }
  },
  {
    type: 'response.reasoning_summary_text.delta',
    output_index: 0,
    item_id: 'rs_1',
    summary_index: 0,
    delta: 'One'
  },
  {
    type: 'response.reasoning_summary_text.done',
    output_index: 0,
    item_id: 'rs_1',
    summary_index: 0,
    text: 'One'
  },
  {
    type: 'response.reasoning_summary_text.delta',
    output_index: 0,
    item_id: 'rs_1',
    summary_index: 1,
    delta: 'Tw'
  },
  {
    type: 'response.reasoning_summary_text.delta',
    output_index: 0,
    item_id: 'rs_1',
    summary_index: 1,
    delta: 'o'
  },
  {
    type: 'response.reasoning_summary_text.done',
    output_index: 0,
    item_id: 'rs_1',
    summary_index: 1,
    text: 'Two'
  },
  { type: 'response.output_item.done', output_index: 0, item: THOUGHT },
  { type: 'response.output_item.added', output_index: 1, item: { ...SEARCH, status: 'in_progress' } },
  { type: 'response.web_search_call.searching', output_index: 1, item_id: 'ws_1' },
  { type: 'response.output_item.done', output_index: 1, item: SEARCH },
  {
    type: 'response.output_item.added',
    output_index: 2,
    item: { ...MESSAGE, status: 'in_progress', content: [] }
  },
  {
    type: 'response.content_part.added',
    output_index: 2,
    item_id: 'msg_1',
    content_index: 0,
    part: { type: 'output_text', text: '', annotations: [], logprobs: [] }
  },
  {
    type: 'response.output_text.delta',
    output_index: 2,
    item_id: 'msg_1',
    content_index: 0,
    delta: 'Hel',
    logprobs: []
  },
  {
    type: 'response.output_text.delta',
    output_index: 2,
    item_id: 'msg_1',
    content_index: 0,
    delta: 'lo',
    logprobs: []
  },
  {
    type: 'response.output_text.done',
    output_index: 2,
    item_id: 'msg_1',
    content_index: 0,
    text: 'Hello',
    logprobs: []
  },
  {
    type: 'response.content_part.done',
    output_index: 2,
    item_id: 'msg_1',
    content_index: 0,
    part: MESSAGE.content[0]
  },
  { type: 'response.output_item.done', output_index: 2, item: MESSAGE },
  {
    type: 'response.output_item.added',
    output_index: 3,
    item: { ...CALL, status: 'in_progress', arguments: '' }
  },
  { type: 'response.function_call_arguments.delta', output_index: 3, item_id: 'fc_1', delta: '{"a"' },
  { type: 'response.function_call_arguments.delta', output_index: 3, item_id: 'fc_1', delta: ':1}' },
  { type: 'response.function_call_arguments.done', output_index: 3, item_id: 'fc_1', arguments: '{"a":1}' },
  { type: 'response.output_item.done', output_index: 3, item: CALL },
  completed([THOUGHT, SEARCH, MESSAGE, CALL])
]

const WHOLE = openaiResponses.decodeReply({
  ...HEAD,
  status: 'completed',
  output: [THOUGHT, SEARCH, MESSAGE, CALL],
  usage: USAGE
})

function replyOf(events: readonly ChatEvent[]): unknown {
  const { reply } = collectReply(events)
  return JSON.parse(JSON.stringify(reply))
}

const EXPECTED: unknown = JSON.parse(JSON.stringify(WHOLE))

describe('a streamed response', () => {
  test('adds up to the whole one, and comes to its end', () => {
    const events = decodeEvents(FULL)
    expect(replyOf(events)).toEqual(EXPECTED)
    expect(collectReply(events).ended).toBe(true)
  })

  test('tells text as it comes, each part between its beginning and its end', () => {
    const open = new Set<number>()
    const misplaced = decodeEvents(FULL).filter((event) => {
      if (event.type === 'open') open.add(event.index)
      if (event.type === 'close') return !open.delete(event.index)
      return (event.type === 'delta' || event.type === 'amend') && !open.has(event.index)
    })
    expect(misplaced).toEqual([])
    expect(open.size).toBe(0)
  })

  test('is read without event names, first events and pings', () => {
    const events = decodeEvents([{ type: 'ping' }, ...FULL.slice(2)], false)
    expect(replyOf(events)).toEqual(EXPECTED)
  })

  test('is read where a server sends pieces alone, items alone, or the end alone', () => {
    const said = [MESSAGE, CALL]
    const pieces = FULL.filter(
      ({ type, output_index: at }) => /delta|created|item\.added/.test(String(type)) && at !== 0 && at !== 1
    )
    const items = FULL.filter(({ type }) => /created|completed|item\.(added|done)/.test(String(type)))
    const whole = openaiResponses.decodeReply({ ...HEAD, status: 'completed', output: said, usage: USAGE })
    expect(replyOf(decodeEvents([...pieces, completed(said)]))).toEqual(JSON.parse(JSON.stringify(whole)))
    expect(replyOf(decodeEvents(items))).toEqual(EXPECTED)
    expect(replyOf(decodeEvents([CREATED, completed([THOUGHT, SEARCH, MESSAGE, CALL])]))).toEqual(EXPECTED)
  })

  test('is not doubled where its end names items by other ids', () => {
    const renamed = [THOUGHT, SEARCH, MESSAGE, CALL].map((item) => ({ ...item, id: `${item.id}x` }))
    const reply = collectReply(decodeEvents([...FULL.slice(0, -1), completed(renamed)])).reply
    expect(reply.choices[0]?.parts).toHaveLength(4)
  })

  test('whose end has no items keeps those that came', () => {
    expect(replyOf(decodeEvents([...FULL.slice(0, -1), completed([])]))).toMatchObject({
      choices: [{ finish: { reason: 'tool-calls' } }]
    })
  })

  test('lets the answer flow although the thoughts end behind it', () => {
    const thought = {
      id: 'rs_1',
      type: 'reasoning',
      summary: [],
      content: [{ type: 'reasoning_text', text: 'Hm' }]
    }
    const events = decodeEvents([
      CREATED,
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { id: 'rs_1', type: 'reasoning', summary: [] }
      },
      {
        type: 'response.reasoning_text.delta',
        output_index: 0,
        item_id: 'rs_1',
        content_index: 0,
        delta: 'Hm'
      },
      {
        type: 'response.output_text.delta',
        output_index: 1,
        item_id: 'msg_1',
        content_index: 0,
        delta: 'Hello'
      },
      { type: 'response.output_item.done', output_index: 0, item: thought },
      completed([thought, MESSAGE])
    ])
    const types = events.map((event) => event.type)
    expect(types.indexOf('close')).toBeLessThan(types.lastIndexOf('open'))
    expect(collectReply(events).reply.choices[0]?.parts).toMatchObject([
      { text: 'Hm', id: 'rs_1' },
      { text: 'Hello' }
    ])
  })

  test('has parallel calls apart, however their fragments come', () => {
    const added = (at: number): Fields => ({
      type: 'response.output_item.added',
      output_index: at,
      item: { type: 'function_call', id: `fc_${at}`, call_id: `call_${at}`, name: 'f', arguments: '' }
    })
    const piece = (at: number, delta: string): Fields => ({
      type: 'response.function_call_arguments.delta',
      output_index: at,
      delta
    })
    const { reply } = collectReply(
      decodeEvents([CREATED, added(0), added(1), piece(0, '{"a'), piece(1, '{}'), piece(0, '":1}')])
    )
    expect(reply.choices[0]?.parts).toMatchObject([
      { id: 'call_0', args: '{"a":1}' },
      { id: 'call_1', args: '{}' }
    ])
  })

  test('that was cut closes what is open and has no end', () => {
    const events = decodeEvents(FULL.slice(0, 16))
    expect(events.at(-1)).toMatchObject({ type: 'close' })
    expect(collectReply(events)).toMatchObject({ ended: false, error: null })
  })

  test('tells an error in each of its forms', () => {
    const errorOf = (event: Fields): unknown => collectReply(decodeEvents([CREATED, event])).error
    expect(
      errorOf({ type: 'error', code: 'rate_limit_exceeded', message: 'Slow down', param: null })
    ).toEqual({ code: 'rate_limit_exceeded', message: 'Slow down' })
    expect(
      errorOf({ type: 'error', error: { type: 'insufficient_quota', code: null, message: 'Pay' } })
    ).toEqual({ code: 'insufficient_quota', message: 'Pay' })
    expect(
      errorOf({
        type: 'response.failed',
        response: { ...HEAD, status: 'failed', error: { code: 'server_error', message: 'Oh' } }
      })
    ).toEqual({ code: 'server_error', message: 'Oh' })
  })
})
