import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DIALECTS } from '../../electron/dialects/all-dialects.ts'
import type { ChatReply, ChatRequest, FinishReason, Part } from '../../electron/dialects/chat.ts'
import { fieldsOf, recordsOf, textOf, type Fields } from '../../electron/dialects/json.ts'
import type { DialectId } from '../../shared/domain/dialect.ts'
import { failureReasonSchema } from '../../shared/domain/request-log.ts'
import { sendJson, startScriptedProvider, type ScriptedProvider } from '../support/scripted-provider.ts'
import { startGateway, type TestGateway } from '../support/start-gateway.ts'
import { codeOf, readTables } from './read-tables.ts'

/** The tables of docs/translation.md that say which word becomes which, against the codecs themselves. */
const DOCUMENT = new URL('../../docs/translation.md', import.meta.url)

const NAMES: Readonly<Record<string, DialectId>> = {
  Chat: 'openai-chat',
  Responses: 'openai-responses',
  Messages: 'anthropic-messages',
  Gemini: 'gemini'
}

function dialectOf(name: string): DialectId {
  const id = NAMES[name]
  if (id === undefined) throw new Error(`"${name}" is no dialect`)
  return id
}

const REASONS = [
  'stop',
  'stop-sequence',
  'length',
  'tool-calls',
  'content-filter',
  'refusal',
  'pause',
  'context-length',
  'error',
  'other'
] as const satisfies readonly FinishReason[]

/** A provider's whole reply that ended with this word. */
const REPLIES: Partial<Readonly<Record<DialectId, (word: string, withCall: boolean) => Fields>>> = {
  'openai-chat': (word, withCall) => ({
    choices: [
      {
        message: withCall
          ? { content: null, tool_calls: [{ id: 'call_1', function: { name: 'f', arguments: '{}' } }] }
          : { content: 'text' },
        finish_reason: word
      }
    ]
  }),
  'openai-responses': (word, withCall) => ({
    id: 'resp_1',
    status: word === 'completed' || word === 'failed' ? word : 'incomplete',
    incomplete_details: { reason: word },
    output: [
      withCall
        ? { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' }
        : { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'text' }] }
    ]
  }),
  'anthropic-messages': (word, withCall) => ({
    type: 'message',
    content: [
      withCall ? { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} } : { type: 'text', text: 'text' }
    ],
    stop_reason: word
  }),
  gemini: (word, withCall) => ({
    candidates: [
      {
        content: { parts: [withCall ? { functionCall: { name: 'f', args: {} } } : { text: 'text' }] },
        finishReason: word
      }
    ]
  })
}

/** The word of a reply as an app reads it. */
const WORDS: Partial<Readonly<Record<DialectId, (body: Fields) => unknown>>> = {
  'openai-chat': ({ choices }) => recordsOf(choices)[0]?.['finish_reason'],
  'openai-responses': ({ status, incomplete_details: details }) => fieldsOf(details)?.['reason'] ?? status,
  'anthropic-messages': (body) => body['stop_reason'],
  gemini: ({ candidates }) => recordsOf(candidates)[0]?.['finishReason']
}

const CALL: Part = { type: 'tool-call', id: 'call_1', name: 'f', args: '{}' }

function written(dialect: DialectId, reason: FinishReason): unknown {
  const request: ChatRequest = { model: 'm', stream: false, messages: [], tools: [], from: dialect }
  const parts: Part[] = [reason === 'tool-calls' ? CALL : { type: 'text', text: 'text' }]
  const reply: ChatReply = { choices: [{ parts, finish: { reason } }] }
  const body = DIALECTS[dialect].encodeReply(reply, { request, created: 1, newId: (prefix) => `${prefix}1` })
  return WORDS[dialect]?.(body)
}

describe('why a reply ended', () => {
  const [read, write] = readTables(DOCUMENT, '### Why a reply ended')

  test('each word means what the document says', () => {
    expect(read?.head).toEqual(['from', 'word', 'reason'])
    const found = read?.rows.map(([from = '', word = '']) => {
      const dialect = dialectOf(from)
      const body = REPLIES[dialect]?.(codeOf(word), word.endsWith('+ call')) ?? {}
      return [from, word, `\`${DIALECTS[dialect].decodeReply(body).choices[0]?.finish?.reason}\``]
    })
    expect(found).toEqual(read?.rows)
    expect(found?.length).toBeGreaterThan(30)
  })

  test('each reason is told in the words that the document says', () => {
    const [, ...dialects] = write?.head ?? []
    expect(dialects).toEqual(Object.keys(NAMES))
    const found = REASONS.map((reason) => [
      `\`${reason}\``,
      ...dialects.map((name) => `\`${String(written(dialectOf(name), reason))}\``)
    ])
    expect(new Set(write?.rows)).toEqual(new Set(found))
  })
})

/** What a provider answers, by the reason that it is to be taken for; the form is that of any dialect. */
const FAILURES: Readonly<Record<string, { status: number; message: string } | undefined>> = {
  'rate-limited': { status: 429, message: 'Too many requests, slow down.' },
  overloaded: { status: 529, message: 'Overloaded.' },
  timeout: { status: 504, message: 'It took too long.' },
  'bad-credential': { status: 401, message: 'The key is not valid.' },
  'out-of-credit': { status: 402, message: 'There is nothing left to pay with.' },
  'no-model-access': { status: 404, message: 'The model m does not exist.' },
  'context-too-long': { status: 400, message: 'prompt is too long: 200010 tokens > 200000 maximum' },
  'bad-request': { status: 400, message: 'messages.0: it is odd.' },
  unknown: { status: 500, message: 'Something broke.' }
}

/** A question in each dialect to an account that speaks another. */
const QUESTIONS: Partial<Readonly<Record<DialectId, readonly [path: string, body: object]>>> = {
  'openai-chat': ['/v1/chat/completions', { model: 'claude/m', messages: [{ role: 'user', content: 'q' }] }],
  'openai-responses': ['/v1/responses', { model: 'claude/m', input: 'q' }],
  'anthropic-messages': [
    '/v1/messages',
    { model: 'chat/m', max_tokens: 10, messages: [{ role: 'user', content: 'q' }] }
  ],
  gemini: ['/v1beta/models/claude%2Fm:generateContent', { contents: [{ parts: [{ text: 'q' }] }] }]
}

describe("a provider's failure", () => {
  let provider: ScriptedProvider
  let gateway: TestGateway

  beforeAll(async () => {
    provider = await startScriptedProvider()
    const account = (name: string, kind: string) => ({
      name,
      provider: kind,
      base_url: provider.url,
      models: '*' as const
    })
    gateway = await startGateway({
      accounts: [account('chat', 'openai-compatible'), account('claude', 'anthropic-compatible')],
      tokens: [{ name: 'app', models: '*' }]
    })
  })
  beforeEach(() => {
    gateway.entries.length = 0
  })
  afterAll(async () => {
    await gateway.close()
    await provider.close()
  })

  /** As the cells say it: `429 word`. */
  async function told(dialect: DialectId): Promise<{ reason: unknown; cell: string; bare: string }> {
    gateway.entries.length = 0
    const [path, body] = QUESTIONS[dialect] ?? ['', {}]
    const response = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body) })
    const error = fieldsOf(fieldsOf(await response.json())?.['error']) ?? {}
    const word = textOf(
      error[dialect === 'anthropic-messages' ? 'type' : dialect === 'gemini' ? 'status' : 'code']
    )
    const { error: logged } = await gateway.row()
    return {
      reason: logged?.reason,
      cell: `${response.status} \`${word}\``,
      bare: String(response.status)
    }
  }

  const [table] = readTables(DOCUMENT, '### Errors')

  test('the document has each reason once', () => {
    expect(table?.rows.map(([reason = '']) => codeOf(reason)).toSorted()).toEqual(
      failureReasonSchema.options.toSorted()
    )
  })

  test.each(table?.rows.map((row) => [codeOf(row[0] ?? ''), row] as const) ?? [])(
    '%s is told to apps as the document says',
    async (reason, [, ...cells]) => {
      const failure = FAILURES[reason]
      provider.answer = (_request, response) => {
        if (failure === undefined) response.destroy()
        else sendJson(response, failure.status, { type: 'error', error: { message: failure.message } })
      }
      for (const [at, name] of (table?.head ?? []).slice(1).entries()) {
        for (const dialect of name.split(', ').map(dialectOf)) {
          const { reason: logged, cell, bare } = await told(dialect)
          expect([dialect, logged]).toEqual([dialect, reason])
          // A cell without a word: the provider's own stands there.
          const said = cells[at] ?? ''
          expect([dialect, said]).toEqual([dialect, said.includes('`') ? cell : bare])
        }
      }
    }
  )
})
