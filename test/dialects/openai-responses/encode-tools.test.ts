import { describe, expect, test } from 'vitest'
import type { ChatRequest, Tool, ToolChoice } from '../../../electron/dialects/chat.ts'
import { chatOf, decode, encode } from './steps.ts'

const SEARCH: Tool = {
  type: 'server',
  dialect: 'anthropic-messages',
  name: 'web_search',
  value: { type: 'web_search_20250305', name: 'web_search' }
}
const READ: Tool = { type: 'function', name: 'read' }

function choose(toolChoice: ToolChoice, tools: readonly Tool[] = [READ]): ChatRequest {
  return chatOf({ messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }], tools, toolChoice })
}

describe('tools of other dialects', () => {
  test('are not strict unless they say so, and always have a schema', () => {
    const { body } = encode(
      chatOf({ tools: [READ, { type: 'function', name: 'f', strict: true, schema: { type: 'object' } }] })
    )
    expect(body['tools']).toEqual([
      { type: 'function', name: 'read', parameters: { type: 'object', properties: {} }, strict: false },
      { type: 'function', name: 'f', parameters: { type: 'object' }, strict: true }
    ])
  })

  test('of free text have the grammar where this API has it', () => {
    const format = { type: 'grammar', grammar: { syntax: 'lark', definition: 'start: "a"' } }
    const { body } = encode(chatOf({ tools: [{ type: 'custom', name: 'patch', format }] }))
    expect(body['tools']).toEqual([
      { type: 'custom', name: 'patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } }
    ])
  })

  test('that run at their provider are left out with a note', () => {
    const { body, notes } = encode(chatOf({ tools: [SEARCH, READ], parallelToolCalls: true }))
    expect(body['tools']).toHaveLength(1)
    expect(body['parallel_tool_calls']).toBe(true)
    expect(notes).toEqual(['the tool web_search was left out: it runs at its own provider only'])
  })
})

test('alternatives at the top of a schema are put together, and not kept to strictly', () => {
  const schema = { oneOf: [{ properties: { a: {} } }, { properties: { b: {} } }] }
  const { body, notes } = encode(
    choose({ type: 'auto' }, [{ type: 'function', name: 'f', schema, strict: true }])
  )
  expect(body['tools']).toMatchObject([
    { name: 'f', strict: false, parameters: { type: 'object', properties: { a: {}, b: {} } } }
  ])
  expect(notes).toEqual([
    'the alternatives in the schema of the tool f were put together: the API takes none at its top'
  ])
})

describe('the choice of tools', () => {
  test('is written in each of its forms', () => {
    const choiceOf = (choice: ToolChoice): unknown =>
      encode(choose(choice, [READ, { type: 'custom', name: 'patch' }])).body['tool_choice']
    expect(choiceOf({ type: 'required' })).toBe('required')
    expect(choiceOf({ type: 'tool', name: 'read' })).toEqual({ type: 'function', name: 'read' })
    expect(choiceOf({ type: 'tool', name: 'patch', custom: true })).toEqual({ type: 'custom', name: 'patch' })
    expect(choiceOf({ type: 'allowed', names: ['read', 'patch'], required: true })).toEqual({
      type: 'allowed_tools',
      mode: 'required',
      tools: [
        { type: 'function', name: 'read' },
        { type: 'custom', name: 'patch' }
      ]
    })
  })

  test('is refused where the tool that is asked for had to be left out', () => {
    expect(() => encode(choose({ type: 'tool', name: 'web_search' }, [SEARCH, READ]))).toThrow(
      'the tool web_search'
    )
    expect(() => encode(choose({ type: 'required' }, [SEARCH]))).toThrow('one of the tools')
  })

  test('of another dialect’s own kind is refused: it forces a tool that is not there', () => {
    expect(() =>
      encode(
        choose({ type: 'native', dialect: 'anthropic-messages', value: { type: 'tool', name: 'search' } })
      )
    ).toThrow('a tool that only Anthropic Messages has')
  })
})

test('tools of a namespace and of items of the input stand among the others for other dialects', () => {
  const { tools } = decode({
    input: [
      {
        type: 'additional_tools',
        role: 'developer',
        tools: [
          { type: 'function', name: 'late' },
          { type: 'function', name: 'f' }
        ]
      }
    ],
    tools: [
      { type: 'function', name: 'f' },
      { type: 'namespace', name: 'fs', description: 'Files', tools: [{ type: 'function', name: 'read' }] }
    ]
  })
  expect(tools.map((tool) => (tool.type === 'server' ? tool.name : [tool.namespace, tool.name]))).toEqual([
    [undefined, 'f'],
    ['fs', 'read'],
    [undefined, 'late']
  ])
})

test('nested tools of chat and bare ones of Anthropic are read, as Cursor mixes them in', () => {
  const { tools } = decode({
    input: 'Hi',
    tools: [
      { type: 'function', function: { name: 'a', description: 'A', parameters: { type: 'object' } } },
      { name: 'b', input_schema: { type: 'object' } }
    ]
  })
  expect(tools).toMatchObject([
    { type: 'function', name: 'a', description: 'A', schema: { type: 'object' } },
    { type: 'function', name: 'b', schema: { type: 'object' } }
  ])
})
