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
      expect(code, id).toContain(connection.baseUrl)
      expect(code, id).toContain(connection.token)
    }
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
