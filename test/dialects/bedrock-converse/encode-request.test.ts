import { expect, test } from 'vitest'
import { bedrockConverse } from '../../../electron/dialects/bedrock-converse/dialect.ts'
import type { ChatRequest, Message } from '../../../electron/dialects/chat.ts'

const CLAUDE = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const HELLO: Message = { role: 'user', parts: [{ type: 'text', text: 'Hello' }] }
const CALL: Message = {
  role: 'assistant',
  parts: [{ type: 'tool-call', id: 'functions.bash:0', name: 'bash', args: '{"a":1}' }]
}
const RESULT: Message = {
  role: 'tool',
  parts: [
    { type: 'tool-result', id: 'functions.bash:0', parts: [{ type: 'text', text: 'no' }], isError: true }
  ]
}

const encode = (change: Partial<ChatRequest>, model = CLAUDE) =>
  bedrockConverse.encodeRequest(
    { from: 'openai-chat', model: 'm', stream: false, messages: [HELLO], tools: [], ...change },
    { model, maxOutput: null, quirks: {} }
  )

test('ids that Bedrock refuses become ones that it takes, the same in call and result', () => {
  const { body } = encode({ messages: [HELLO, CALL, RESULT] })
  const [, call, result] = body['messages'] as { content: { toolUse?: object; toolResult?: object }[] }[]
  const id = 'ghid_' + Buffer.from('functions.bash:0').toString('base64url')
  expect(call?.content[0]?.toolUse).toMatchObject({ toolUseId: id, input: { a: 1 } })
  expect(result?.content[0]?.toolResult).toMatchObject({ toolUseId: id, status: 'error' })
})

test('earlier calls keep their tools, which Bedrock demands, and other models no status', () => {
  const { body, notes } = encode({ messages: [HELLO, CALL, RESULT] }, 'meta.llama3-70b-instruct-v1:0')
  expect(body['toolConfig']).toEqual({
    tools: [{ toolSpec: { name: 'bash', inputSchema: { json: { type: 'object', properties: {} } } } }]
  })
  expect(JSON.stringify(body)).not.toContain('status')
  expect(notes).toContain(
    'tools of earlier calls were named again: Bedrock takes no calls without their tools'
  )
  expect(notes).toContain('the mark of a failed tool call was left out: this model takes none')
})

test('an agent of a dialect whose providers cache by themselves gets cache points, a question does not', () => {
  const system: Message = { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] }
  const { body } = encode({ messages: [system, HELLO, CALL, RESULT] })
  expect(body['system']).toEqual([{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }])
  expect(JSON.stringify(body).match(/cachePoint/g)?.length).toBe(2)
  expect(JSON.stringify(encode({ messages: [system, HELLO] }).body)).not.toContain('cachePoint')
})

test("Anthropic's cache marks become points behind their parts, and are left out where the model takes none", () => {
  const cache = { type: 'ephemeral', ttl: '1h' }
  const messages: Message[] = [{ role: 'user', parts: [{ type: 'text', text: 'Hello', cache }] }]
  const { body } = encode({ from: 'anthropic-messages', messages })
  expect(body['messages']).toEqual([
    { role: 'user', content: [{ text: 'Hello' }, { cachePoint: { type: 'default', ttl: '1h' } }] }
  ])
  const other = encode({ from: 'anthropic-messages', messages }, 'mistral.mistral-large-2402-v1:0')
  expect(other.body['messages']).toEqual([{ role: 'user', content: [{ text: 'Hello' }] }])
  expect(other.notes).toEqual(['cache marks were left out: this model takes none'])
})

test.each([
  [CLAUDE, { thinking: { type: 'enabled', budget_tokens: 8192 } }],
  ['openai.gpt-oss-120b-1:0', { reasoning_effort: 'medium' }],
  ['us.amazon.nova-2-lite-v1:0', { reasoningConfig: { type: 'enabled', maxReasoningEffort: 'medium' } }],
  ['deepseek.r1-v1:0', undefined]
])('%s is wished to think in its own words', (model, fields) => {
  const { body } = encode({ reasoning: { effort: 'medium' } }, model)
  expect(body['additionalModelRequestFields']).toEqual(fields)
})

test('documents have names that Bedrock takes, each once, and never come without a text', () => {
  const file = (name: string) =>
    ({ type: 'media', kind: 'file', source: { kind: 'base64', data: 'JVBERi0=' }, name }) as const
  const { body } = encode({
    messages: [{ role: 'user', parts: [file('a_b.pdf'), file('a b.pdf'), file('ü')] }]
  })
  const [{ content } = { content: [] }] = body['messages'] as {
    content: { document?: object; text?: string }[]
  }[]
  expect(content.map(({ document, text }) => document ?? text)).toMatchObject([
    { name: 'a b', format: 'pdf', source: { bytes: 'JVBERi0=' } },
    { name: 'a b 2' },
    { name: 'document' },
    'This is the document.'
  ])
})

test('what Bedrock can not fetch or give is refused in words', () => {
  const image = {
    type: 'media',
    kind: 'image',
    source: { kind: 'url', url: 'https://example.com/a.png' }
  } as const
  expect(() => encode({ messages: [{ role: 'user', parts: [image] }] })).toThrow('fetches nothing')
  expect(() => encode({ choices: 2 })).toThrow('ask several times')
})

test('thoughts that Anthropic signed go on to Claude, and to no other model', () => {
  const thought = {
    type: 'reasoning',
    text: 'Hm.',
    seal: { dialect: 'anthropic-messages', value: 'SIG' }
  } as const
  const hidden = {
    type: 'reasoning',
    text: '',
    seal: { dialect: 'anthropic-messages', kind: 'redacted', value: 'DATA' }
  } as const
  const said: Message = { role: 'assistant', parts: [thought, hidden, { type: 'text', text: 'Hi.' }] }
  const claude = JSON.stringify(encode({ messages: [HELLO, said, HELLO] }).body)
  expect(claude).toContain('{"reasoningText":{"text":"Hm.","signature":"SIG"}}')
  expect(claude).toContain(`{"redactedContent":"${Buffer.from('DATA').toString('base64')}"}`)
  const nova = encode({ messages: [HELLO, said, HELLO] }, 'amazon.nova-pro-v1:0')
  expect(JSON.stringify(nova.body)).not.toContain('reasoningContent')
  expect(nova.notes.join()).toContain('earlier reasoning was left out')
})
