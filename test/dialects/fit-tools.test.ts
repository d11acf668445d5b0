import { expect, test } from 'vitest'
import type { ChatEvent, ChatRequest, Tool } from '../../electron/dialects/chat.ts'
import type { ToolLimits } from '../../electron/dialects/dialect.ts'
import { fitTools } from '../../electron/dialects/fit-tools.ts'

const STRICT: ToolLimits = {
  custom: false,
  namespaces: false,
  forbidden: /[^a-zA-Z0-9_-]/g,
  letterFirst: true,
  nameMax: 20
}
const LOOSE: ToolLimits = { ...STRICT, custom: true, namespaces: true, nameMax: 64 }

const plain: Tool = { type: 'function', name: 'get_weather', schema: { type: 'object' } }
const patch: Tool = {
  type: 'custom',
  name: 'apply_patch',
  description: 'Applies a patch.',
  format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' }
}

function chat(tools: readonly Tool[], rest: Partial<ChatRequest> = {}): ChatRequest {
  return { model: 'm', stream: false, messages: [], tools, ...rest }
}

test('tools that fit are left alone', () => {
  const request = chat([plain])
  const fitted = fitTools(request, STRICT)
  expect(fitted.chat).toBe(request)
  expect(fitted.notes).toEqual([])
})

test('where custom tools and namespaces exist they stay', () => {
  const request = chat([patch, { ...plain, namespace: 'github' }])
  expect(fitTools(request, LOOSE).chat).toBe(request)
})

test('a tool of free text is a function with one argument, and its grammar is told to the model', () => {
  const { chat: fitted, notes } = fitTools(chat([patch]), STRICT)
  expect(fitted.tools).toEqual([
    {
      type: 'function',
      name: 'apply_patch',
      description: 'Applies a patch.\n\nThe input must follow this grammar (lark):\nstart: "x"',
      schema: {
        type: 'object',
        properties: { input: { type: 'string', description: expect.stringContaining('plain text') } },
        required: ['input'],
        additionalProperties: false
      }
    }
  ])
  expect(notes).toEqual(['tools of free text were sent as functions with one argument, "input"'])
})

test('calls of the history and the choice of tools change with their tools', () => {
  const call = { type: 'tool-call', id: '1', name: 'apply_patch', args: '*** Begin', custom: true } as const
  const result = { type: 'tool-result', id: '1', custom: true, parts: [] } as const
  const { chat: fitted } = fitTools(
    chat([patch], {
      toolChoice: { type: 'tool', name: 'apply_patch', custom: true },
      messages: [
        { role: 'assistant', parts: [call] },
        { role: 'tool', parts: [result] }
      ]
    }),
    STRICT
  )
  expect(fitted.toolChoice).toEqual({ type: 'tool', name: 'apply_patch' })
  expect(fitted.messages[0]?.parts[0]).toEqual({ ...call, custom: undefined, args: '{"input":"*** Begin"}' })
  expect(fitted.messages[1]?.parts[0]).toEqual({ ...result, custom: undefined })
})

test('names that a target refuses are changed, told apart, and given back', () => {
  const names = ['a.b/c', 'a b c', '1st', 'much_longer_than_twenty_letters']
  const { chat: fitted, restoreReply } = fitTools(
    chat(names.map((name) => ({ type: 'function', name }) as const)),
    STRICT
  )
  const sent = fitted.tools.map((tool) => tool.name)
  expect(sent).toEqual(['a_b_c', 'a_b_c_2', '_1st', 'much_longer_than_twe'])
  const parts = sent.map((name) => ({ type: 'tool-call', id: name, name, args: '{}' }) as const)
  const restored = restoreReply({ choices: [{ parts }] })
  expect(restored.choices[0]?.parts.map((part) => (part.type === 'tool-call' ? part.name : ''))).toEqual(
    names
  )
})

test('a namespace becomes a prefix and is given back', () => {
  const tools = ['github', 'mcp__files__'].map((namespace) => ({ ...plain, name: 'find', namespace }))
  const { chat: fitted, restoreReply } = fitTools(chat(tools), STRICT)
  expect(fitted.tools.map((tool) => tool.name)).toEqual(['github__find', 'mcp__files__find'])
  const restored = restoreReply({
    choices: [{ parts: [{ type: 'tool-call', id: '1', name: 'mcp__files__find', args: '{}' }] }]
  })
  expect(restored.choices[0]?.parts).toMatchObject([{ name: 'find', namespace: 'mcp__files__' }])
})

test('a custom call that streams as a function comes out as free text, whole', () => {
  const restore = fitTools(chat([patch, plain]), STRICT).openRestore()
  const events: ChatEvent[] = [
    {
      type: 'open',
      choice: 0,
      index: 0,
      part: { type: 'tool-call', id: '1', name: 'apply_patch', args: '' }
    },
    {
      type: 'open',
      choice: 0,
      index: 1,
      part: { type: 'tool-call', id: '2', name: 'get_weather', args: '' }
    },
    { type: 'delta', choice: 0, index: 0, text: '{"input":"*** Be' },
    { type: 'delta', choice: 0, index: 1, text: '{"city":' },
    { type: 'delta', choice: 0, index: 0, text: 'gin\\n+x"}' },
    { type: 'delta', choice: 0, index: 1, text: '"Lima"}' },
    { type: 'close', choice: 0, index: 0 },
    { type: 'close', choice: 0, index: 1 }
  ]
  expect(events.flatMap((event) => restore(event))).toEqual([
    { ...events[0], part: { type: 'tool-call', id: '1', name: 'apply_patch', args: '', custom: true } },
    events[1],
    events[3],
    events[5],
    { type: 'delta', choice: 0, index: 0, text: '*** Begin\n+x' },
    events[6],
    events[7]
  ])
})

test('a model that does not keep to the one argument is still heard', () => {
  const { restoreReply } = fitTools(chat([patch]), STRICT)
  const parts = [{ type: 'tool-call', id: '1', name: 'apply_patch', args: '*** Begin Patch' }] as const
  expect(restoreReply({ choices: [{ parts }] }).choices[0]?.parts).toMatchObject([
    { custom: true, args: '*** Begin Patch' }
  ])
})

test('one name may stand in several namespaces where there are such', () => {
  const request = chat([plain, { ...plain, namespace: 'github' }, { ...plain, namespace: 'gitlab' }])
  expect(fitTools(request, LOOSE).chat).toBe(request)
})

test('a call of a found tool, which names it as its own namespace, is one of the tool that was declared', () => {
  const call = {
    type: 'tool-call',
    id: 'a',
    name: 'get_weather',
    namespace: 'get_weather',
    args: '{}'
  } as const
  const { chat: fitted } = fitTools(
    chat([plain], { messages: [{ role: 'assistant', parts: [call] }] }),
    STRICT
  )
  expect(fitted.messages[0]?.parts).toMatchObject([{ name: 'get_weather', namespace: undefined }])
})
