import type { ResponseEntry } from '../../electron/store/stored-response.ts'

export interface ResponseOptions {
  readonly id: string
  readonly token?: string
  readonly time?: number
  readonly previous?: string | null
  readonly unfinished?: boolean
  /** null: its provider keeps it. */
  readonly input?: readonly object[] | null
  readonly output?: readonly object[]
  readonly members?: readonly object[]
}

/** A response on its way to the store, as the gateway makes it. */
export function makeResponse(options: ResponseOptions): ResponseEntry {
  const { id, input = [userItem('hello')], output = [], members = [{ id, object: 'response' }] } = options
  const items = [...(input ?? []), ...output]
  return {
    response: {
      id,
      token: options.token ?? 'app',
      time: options.time ?? Date.parse('2026-06-15T10:20:30Z'),
      account: 'cerebras-main',
      model: 'gpt-oss-120b',
      key: 'keychain://cerebras-main',
      previous: options.previous ?? null,
      unfinished: options.unfinished ?? false,
      content: input === null ? null : { input: texts(input), output: texts(output), members: texts(members) }
    },
    itemIds: items.map((item) => ('id' in item && typeof item.id === 'string' ? item.id : null))
  }
}

export function userItem(text: string, id?: string): object {
  const message = { type: 'message', role: 'user', content: [{ type: 'input_text', text }] }
  return id === undefined ? message : { id, ...message }
}

export function assistantItem(text: string, id: string): object {
  const content = [{ type: 'output_text', text, annotations: [] }]
  return { id, type: 'message', status: 'completed', role: 'assistant', content }
}

function texts(values: readonly object[]): string[] {
  return values.map((value) => JSON.stringify(value))
}
