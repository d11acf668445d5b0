import { describe, expect, it } from 'vitest'
import { describeExchange } from '../../electron/app/describe-exchange.ts'
import {
  conversationSchema,
  type Conversation,
  type ConversationPart,
  type InnerPart
} from '../../shared/domain/conversation.ts'
import { assertNever } from '../../shared/assert-never.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../shared/domain/dialect.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { sampleRow } from '../control/sample-row.ts'
import { EXCHANGES } from '../support/exchanges/all-exchanges.ts'

function describeBodies(
  dialect: ClientDialectId,
  request: string,
  reply: string | null,
  row: Partial<RequestLogRow> = {}
): Conversation | null {
  return describeExchange(
    { ...sampleRow(1), dialect_in: dialect, endpoint: EXCHANGES[dialect].endpoint, ...row },
    {
      request: Buffer.from(request),
      reply:
        reply === null ? null : { body: Buffer.from(reply), contentType: null, eventEnds: [], eventTimes: [] }
    }
  )
}

function read(
  dialect: ClientDialectId,
  reply: string | null,
  row: Partial<RequestLogRow> = {}
): Conversation {
  const conversation = describeBodies(dialect, JSON.stringify(EXCHANGES[dialect].request), reply, row)
  if (conversation === null) throw new Error('the request was not read')
  return conversationSchema.parse(conversation)
}

/** A part in a few words, so that dialects can be compared. */
function wordsOf(part: ConversationPart | InnerPart): string {
  const seal = 'sealed' in part && part.sealed === true ? ' sealed' : ''
  switch (part.kind) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return `${part.kind}${seal}: ${part.text}`
    case 'media':
      return `${part.media} ${part.source.kind}${part.name === undefined ? '' : ` ${part.name}`}`
    case 'tool-call':
      return `call${seal}: ${part.name} ${part.args}`
    case 'tool-result':
      return `result${part.error === true ? ' failed' : ''}: ${part.parts.map(wordsOf).join(', ')}`
    case 'native':
      return `${part.what}: ${part.summary}${part.text}`
    case 'other':
      return `other: ${part.json}`
    default:
      return assertNever(part)
  }
}

const turns = (messages: Conversation['messages']): string[] =>
  messages.map(({ role, parts }) => `${role} | ${parts.map(wordsOf).join(' | ')}`)

describe('a stored exchange', () => {
  it.each<[ClientDialectId, string[]]>([
    [
      'openai-chat',
      [
        'system | text: Be short.',
        'user | text: What is this? | image url | file url paper.pdf',
        'assistant | call: read_file {"path":"a.ts"}',
        'tool | result: text: const a = 1'
      ]
    ],
    [
      'openai-responses',
      [
        'system | text: Be short.',
        'user | text: What is this? | image url | file file-id',
        'assistant | call: apply_patch *** Begin Patch',
        'tool | result: text: Done.',
        'assistant | call: read_file {"path":"a.ts"}',
        'tool | result: text: const a = 1, image url'
      ]
    ],
    [
      'anthropic-messages',
      [
        'system | text: Be short.',
        'user | text: What is this? | image url | file url paper.pdf | file text Notes',
        'assistant | reasoning sealed: A file. | reasoning sealed:  | call: read_file {"path":"a.ts"}',
        'user | result failed: text: No such file., image url | text: Try the other one.'
      ]
    ],
    [
      'gemini',
      [
        'system | text: Be short.',
        'user | text: What is this? | image url | video file-id',
        'assistant | call sealed: read_file {"path":"a.ts"}',
        'tool | result: text: const a = 1'
      ]
    ]
  ])('of %s reads as what was said', (dialect, expected) => {
    expect(turns(read(dialect, null).messages)).toEqual(expected)
  })

  it('of the old completions reads as its prompt and what was written on', () => {
    const { messages, reply, finish_reason } = read(
      'openai-completions',
      JSON.stringify(EXCHANGES['openai-completions'].reply)
    )
    expect(messages.flatMap(({ parts }) => parts.map(wordsOf))).toEqual(['text: Once upon'])
    expect(turns(reply)).toEqual(['assistant | text:  a time'])
    expect(finish_reason).toBe('length')
  })

  it.each<[ClientDialectId, string, string]>([
    [
      'openai-chat',
      'reasoning: I must look. | text: Let me look. | call: read_file {"path":"b.ts"}',
      'tool_calls'
    ],
    [
      'openai-responses',
      'reasoning sealed: I must look. | web_search_call: who did it | text: Let me look. | call: read_file {"path":"b.ts"}',
      'completed'
    ],
    [
      'anthropic-messages',
      'reasoning sealed: I must look. | server_tool_use: web_search: who did it | web_search_tool_result:  | text: Let me look. | call: read_file {"path":"b.ts"}',
      'tool_use'
    ],
    [
      'gemini',
      'reasoning: I must look. | executableCode: print(6 * 7) | codeExecutionResult: OUTCOME_OK42\n | text: Let me look. | call sealed: read_file {"path":"b.ts"}',
      'STOP'
    ]
  ])('of %s reads as what came back', (dialect, expected, finish) => {
    const { reply, finish_reason } = read(dialect, JSON.stringify(EXCHANGES[dialect].reply))
    expect(turns(reply)).toEqual([`assistant | ${expected}`])
    expect(finish_reason).toBe(finish)
  })

  it.each(CLIENT_DIALECT_IDS)('of %s reads the same from a stream', (dialect) => {
    const whole = read(dialect, JSON.stringify(EXCHANGES[dialect].reply))
    expect(read(dialect, EXCHANGES[dialect].stream)).toEqual(whole)
  })

  it.each<[ClientDialectId, string]>([
    ['openai-responses', ''],
    ['anthropic-messages', 'It was the gardener.'],
    ['gemini', '']
  ])('of %s names its sources', (dialect, text) => {
    const [message] = read(dialect, JSON.stringify(EXCHANGES[dialect].reply)).reply
    const cited = message?.parts.flatMap((part) => (part.kind === 'text' ? (part.citations ?? []) : [])) ?? []
    expect([...cited, ...(message?.citations ?? [])]).toEqual([
      { title: 'The news', url: 'https://news.example/a', text }
    ])
  })

  it("tells what the app set in its own words, Gemini's from a level down", () => {
    expect(read('openai-chat', null).params).toEqual({ temperature: '0.2', reasoning_effort: '"low"' })
    expect(read('gemini', null).params).toEqual({
      temperature: '0.2',
      thinkingConfig: '{"includeThoughts":true}',
      safetySettings: '[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]'
    })
  })

  it("tells functions, tools of free text and the provider's own apart", () => {
    const { tools } = read('openai-responses', null)
    expect(tools.map(({ name, kind }) => [name, kind])).toEqual([
      ['read_file', undefined],
      ['apply_patch', 'custom'],
      ['web_search', 'server']
    ])
  })

  it('keeps cache marks where they were set', () => {
    const [system, , , last] = read('anthropic-messages', null).messages
    expect(system?.parts[0]).toMatchObject({ cache: 'ephemeral 1h' })
    expect(last?.parts.map((part) => 'cache' in part && part.cache)).toEqual([false, 'ephemeral'])
  })
})

describe('a stream that Gemini frames as an array', () => {
  const events = EXCHANGES.gemini.stream
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => event.slice('data: '.length))

  it('reads the same as with events', () => {
    expect(read('gemini', `[${events.join(',\r\n')}]`)).toEqual(read('gemini', EXCHANGES.gemini.stream))
  })

  it('reads as far as it came where it was cut', () => {
    const { reply, cut } = read(
      'gemini',
      `[${events.slice(0, 5).join(',\r\n')},\r\n${events[5]?.slice(0, 30)}`
    )
    expect(turns(reply)[0]).toMatch(/ \| text: Let me $/)
    expect(cut).toBe(true)
  })
})

describe('an odd exchange', () => {
  it('whose request was of another dialect than its path is read in both', () => {
    const { messages, reply } = read('anthropic-messages', EXCHANGES['openai-chat'].stream, {
      endpoint: '/v1/chat/completions'
    })
    expect(turns(messages)[0]).toBe('system | text: Be short.')
    expect(turns(reply)[0]).toMatch(/text: Let me look\. \| call: read_file/)
  })

  it('that broke off says so, with what had come', () => {
    const { reply, cut } = read(
      'anthropic-messages',
      EXCHANGES['anthropic-messages'].stream.split('event: content_block_stop')[0] ?? '',
      { status: 499 }
    )
    expect(turns(reply)).toEqual(['assistant | reasoning sealed: I must look.'])
    expect(cut).toBe(true)
  })

  it('whose stream ended in an error tells it', () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
    const { error: told } = read('anthropic-messages', `event: error\ndata: ${JSON.stringify(error)}\n\n`)
    expect(told).toBe('Overloaded')
  })

  it('whose reply is no reply shows it as it came', () => {
    for (const body of ['{"input_tokens":12}', '<html>Bad gateway</html>', '{"half']) {
      expect(turns(read('anthropic-messages', body).reply)).toEqual([`assistant | other: ${body}`])
    }
  })

  it('that was refused has no reply: the row tells why', () => {
    for (const dialect of CLIENT_DIALECT_IDS) {
      const { reply, error } = read(dialect, '{"error":{"type":"x","message":"no"}}', { status: 429 })
      expect({ reply, error }).toEqual({ reply: [], error: undefined })
    }
  })

  it('that is no chat, was cut, or is in an unknown dialect is no conversation', () => {
    expect(describeBodies('openai-chat', '{"model":"m","input":["a"]}', '{}')).toBeNull()
    expect(describeBodies('openai-chat', '{"model":"m","messages":[{"role":"us', null)).toBeNull()
    expect(describeBodies('openai-chat', '[]', null)).toBeNull()
    expect(describeBodies('gemini', '{}', null, { dialect_in: 'esperanto' })).toBeNull()
    expect(describeBodies('gemini', '{}', null, { dialect_in: null })).toBeNull()
  })

  it('never throws, however deep a body is nested', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000)
    const message = `{"messages":[{"role":"user","content":[{"type":"odd","value":${deep}}]}]}`
    expect(() => describeBodies('openai-chat', message, `{"choices":${deep}}`)).not.toThrow()
    expect(() => describeBodies('anthropic-messages', message, `{"content":${deep}}`)).not.toThrow()
  })
})
