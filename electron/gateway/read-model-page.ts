import type { DialectId } from '../../shared/domain/dialect.ts'
import { fieldsOf, parseJson, recordsOf, textOf, type Fields } from '../dialects/json.ts'

export interface ModelPage {
  readonly ids: readonly string[]
  /** The query that asks for the next page; null for the last. */
  readonly next: string | null
}

/**
 * Ids of `{data: [{id}]}`, of a bare list (Together, GitHub), of Google's `{models: [{name: "models/x"}]}` or of
 * Cloudflare's `{result: [{id, name}]}`, where the name is what a request names; null where the bytes are none of them.
 */
export function readModelPage(body: Buffer, dialect: DialectId): ModelPage | null {
  const value = parseJson(body.toString('utf8'))
  const fields = fieldsOf(value) ?? {}
  const list = Array.isArray(value) ? value : (fields['data'] ?? fields['models'] ?? fields['result'])
  // A proxy without any model of Google's answers `{}`, since its JSON leaves out empty lists.
  if (
    dialect === 'gemini' &&
    list === undefined &&
    fieldsOf(value) !== undefined &&
    fields['error'] === undefined
  )
    return { ids: [], next: null }
  if (!Array.isArray(list)) return null
  const ids = recordsOf(list).flatMap((model) => {
    const id = textOf(fields['result'] === list ? model['name'] : model['id']) ?? textOf(model['name'])
    return id === undefined || id === '' ? [] : [id.replace(/^models\//, '')]
  })
  return { ids, next: nextOf(fields, dialect) }
}

function nextOf(fields: Fields, dialect: DialectId): string | null {
  if (dialect === 'gemini') {
    const token = textOf(fields['nextPageToken']) ?? ''
    return token === '' ? null : `?pageSize=1000&pageToken=${encodeURIComponent(token)}`
  }
  if (dialect === 'cohere-chat') {
    const token = textOf(fields['next_page_token']) ?? ''
    return token === '' ? null : `?page_size=1000&page_token=${encodeURIComponent(token)}`
  }
  const last = textOf(fields['last_id']) ?? ''
  if (dialect !== 'anthropic-messages' || fields['has_more'] !== true || last === '') return null
  return `?limit=1000&after_id=${encodeURIComponent(last)}`
}
