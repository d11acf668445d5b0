import { describe, expect, it } from 'vitest'
import { describeNative } from '../../../electron/dialects/conversation/describe-native.ts'

const glance = (what: string, value: Readonly<Record<string, unknown>>): readonly [string, string] => {
  const { summary, text } = describeNative(what, value)
  return [summary, text]
}

describe('what only its provider knows', () => {
  it('says what a search was for, in each dialect', () => {
    expect(glance('web_search_call', { action: { type: 'search', query: 'tea' } })).toEqual(['tea', ''])
    expect(glance('server_tool_use', { name: 'web_search', input: { query: 'tea' } })).toEqual([
      'web_search: tea',
      ''
    ])
    expect(glance('file_search_call', { queries: ['tea', 'green tea'], results: null })[0]).toBe(
      'tea, green tea'
    )
    expect(glance('toolCall', { toolCall: { toolType: 'FILE_SEARCH' } })[0]).toBe('FILE_SEARCH')
  })

  it('shows code and what it printed', () => {
    const outputs = [{ type: 'logs', logs: '42' }]
    expect(glance('code_interpreter_call', { code: 'print(42)', outputs })).toEqual(['', 'print(42)\n\n42'])
    expect(glance('codeExecutionResult', { outcome: 'OUTCOME_OK', output: '42' })).toEqual([
      'OUTCOME_OK',
      '42'
    ])
    const content = { type: 'bash_code_execution_result', stdout: '42', stderr: '', return_code: 0 }
    expect(glance('bash_code_execution_tool_result', { content })).toEqual(['', '42'])
  })

  it('names the tools that were found or added', () => {
    const tool_references = [
      { type: 'tool_reference', tool_name: 'a' },
      { type: 'tool_reference', tool_name: 'b' }
    ]
    expect(glance('tool_search_tool_result', { content: { tool_references } })[0]).toBe('a, b')
    expect(glance('additional_tools', { tools: [{ type: 'function', name: 'c' }] })[0]).toBe('c')
  })

  it('shows all of an input that has no telling member', () => {
    const input = { repository: 'a/b', depth: 2 }
    expect(glance('mcp_tool_use', { name: 'clone', input })).toEqual(['clone', JSON.stringify(input)])
  })

  it('finds pictures and addresses, and keeps the picture out of the addresses', () => {
    const picture = 'data:image/png;base64,AAAA'
    const { images, links } = describeNative('code_interpreter_call', {
      outputs: [
        { type: 'image', url: picture },
        { type: 'link', url: 'https://a.example', title: 'A' }
      ]
    })
    expect(images).toEqual([picture])
    expect(links).toEqual([{ title: 'A', url: 'https://a.example', text: '' }])
  })

  it('always has all of it as JSON', () => {
    const value = { type: 'brand_new', odd: [1, null, { x: 'y' }] }
    expect(describeNative('brand_new', value)).toEqual({
      kind: 'native',
      what: 'brand_new',
      summary: '',
      text: '',
      links: [],
      json: JSON.stringify(value)
    })
  })
})
