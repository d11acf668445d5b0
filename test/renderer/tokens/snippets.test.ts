import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { codeSnippets } from '../../../renderer/features/tokens/snippets.ts'

const connection = {
  baseUrl: 'http://127.0.0.1:6480/v1',
  token: 'gh_value',
  model: "main/it's-a-model"
}
const snippets = new Map(codeSnippets(connection).map((snippet) => [snippet.id, snippet]))
const codeOf = (id: Parameters<typeof snippets.get>[0]): string => snippets.get(id)?.code ?? ''

describe('the snippets for apps', () => {
  it('carry the base URL and the token, all of them', () => {
    for (const { id, code } of snippets.values()) {
      expect(code, id).toContain('http://127.0.0.1:6480')
      expect(code, id).toContain(connection.token)
    }
  })

  it('give the version to those alone that do not add it themselves', () => {
    for (const { id, code } of snippets.values()) {
      const addsItself = id === 'claude-code' || id === 'gemini-cli'
      expect(code.includes(connection.baseUrl), id).toBe(!addsItself)
    }
  })

  it('give Claude Code and Gemini CLI what a shell leaves whole', () => {
    expect(codeOf('claude-code').split('\n')).toEqual([
      'export ANTHROPIC_BASE_URL=http://127.0.0.1:6480',
      'export ANTHROPIC_AUTH_TOKEN=gh_value',
      String.raw`export ANTHROPIC_MODEL='main/it'\''s-a-model'`,
      String.raw`export ANTHROPIC_DEFAULT_HAIKU_MODEL='main/it'\''s-a-model'`,
      'claude'
    ])
    expect(codeOf('gemini-cli')).toContain('export GOOGLE_GEMINI_BASE_URL=http://127.0.0.1:6480\n')
    expect(codeOf('gemini-cli')).toContain('export GEMINI_API_KEY=gh_value\n')
  })

  it('give Codex a provider of its own that speaks Responses', () => {
    expect(codeOf('codex')).toContain(`model = "main/it's-a-model"\nmodel_provider = "gatehouse"`)
    expect(codeOf('codex')).toContain('[model_providers.gatehouse]')
    expect(codeOf('codex')).toContain('base_url = "http://127.0.0.1:6480/v1"')
    expect(codeOf('codex')).toContain('wire_api = "responses"')
  })

  it('give curl a JSON body that a shell leaves whole', () => {
    const body = /-d '(.*)'$/s.exec(codeOf('curl'))?.[1]?.replaceAll(String.raw`'\''`, "'")
    expect(JSON.parse(body ?? '')).toEqual({
      model: connection.model,
      messages: [{ role: 'user', content: 'Say hello.' }]
    })
  })

  it('give Continue a file that it can read and that never asks for /responses', () => {
    const file: unknown = parse(codeOf('continue'))
    expect(file).toEqual({
      name: 'Gatehouse',
      version: '1.0.0',
      schema: 'v1',
      models: [
        {
          name: connection.model,
          provider: 'openai',
          model: connection.model,
          apiBase: connection.baseUrl,
          apiKey: connection.token,
          useResponsesApi: false,
          roles: ['chat', 'edit', 'apply'],
          capabilities: ['tool_use']
        }
      ]
    })
  })

  it('quote names so that neither Python nor JavaScript trips over them', () => {
    for (const id of ['python', 'javascript', 'langchain', 'llamaindex'] as const) {
      expect(codeOf(id), id).toContain(`"main/it's-a-model"`)
    }
  })
})
