import type { DialectId } from '../../shared/domain/dialect.ts'
import { fieldsOf, parseJson, recordsOf, textOf, type Fields } from '../dialects/json.ts'

export interface ModelPage {
  readonly ids: readonly string[]
  /** The link to the next page from the first one, mostly a query; null for the last. */
  readonly next: string | null
}

/**
 * Ids of `{data: [{id}]}`, of a bare list (Together, GitHub), of Google's `{models: [{name: "models/x"}]}` or of
 * Cloudflare's `{result: [{id, name}]}`, where the name is what a request names; null where the bytes are none of them.
 */
export function readModelPage(body: Buffer, dialect: DialectId): ModelPage | null {
  const value = parseJson(body.toString('utf8'))
  const fields = fieldsOf(value) ?? {}
  if (dialect === 'bedrock-converse') return readBedrockPage(fields)
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

/**
 * Models that can be asked as they are, then the profiles under which the others are asked, several regions at once
 * (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html).
 */
function readBedrockPage(fields: Fields): ModelPage | null {
  const { modelSummaries: models, inferenceProfileSummaries: profiles } = fields
  if (Array.isArray(models)) {
    const asked = recordsOf(models).filter(
      (model) =>
        holds(model['outputModalities'], 'TEXT') && holds(model['inferenceTypesSupported'], 'ON_DEMAND')
    )
    return { ids: textsIn(asked, 'modelId'), next: PROFILES }
  }
  if (!Array.isArray(profiles)) return null
  const token = textOf(fields['nextToken']) ?? ''
  const next = token === '' ? null : `${PROFILES}&nextToken=${encodeURIComponent(token)}`
  return { ids: textsIn(recordsOf(profiles), 'inferenceProfileId'), next }
}

const PROFILES = 'inference-profiles?maxResults=1000'

/** Whether a list has the word; where there is no list nothing is known against it. */
function holds(list: unknown, word: string): boolean {
  return !Array.isArray(list) || list.includes(word)
}

function textsIn(records: readonly Fields[], name: string): readonly string[] {
  return records.flatMap((record) => textOf(record[name]) ?? [])
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
