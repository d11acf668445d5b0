import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { at, isObject, numberAt, textAt, type Json } from './walk-json.ts'

/**
 * Recorded traffic of real providers, which lies outside the project (`SOURCES.md` there says where it is from and in
 * what form). Each recording is one request with its reply.
 */
export interface Recording {
  /** `provider/api/name`: where its file lies. */
  readonly id: string
  readonly provider: string
  readonly dialect: ClientDialectId
  readonly group: string
  readonly path: string
  readonly status: number
  readonly headers: Json
  readonly request: Json | undefined
  /** The whole reply, where it was JSON. */
  readonly reply: Json | undefined
  /** The stream as it came, or another body that is no JSON. */
  readonly raw: string | undefined
}

export const TEST_DATA = process.env['GATEHOUSE_TEST_DATA']
export const NOT_RUN = 'recordings were not read: GATEHOUSE_TEST_DATA is not set'

/** Which APIs of the recordings a dialect has. */
export const APIS: Readonly<Record<ClientDialectId, readonly string[]>> = {
  'openai-chat': ['openai.chat'],
  'openai-completions': ['openai.completions'],
  'openai-responses': ['openai.responses'],
  'anthropic-messages': ['anthropic.messages'],
  gemini: ['gemini.generateContent', 'gemini.streamGenerateContent'],
  // The first version (`cohere.v1.chat`) is another form, which there is no codec for.
  'cohere-chat': ['cohere.v2.chat']
}

/** All recordings of a dialect, of every provider, in the order of their names. */
export function loadRecordings(dialect: ClientDialectId): readonly Recording[] {
  const root = join(TEST_DATA ?? '', 'recordings')
  const recordings: Recording[] = []
  for (const provider of readdirSync(root).toSorted()) {
    for (const api of APIS[dialect]) {
      const folder = join(root, provider, api)
      if (!existsSync(folder)) continue
      for (const file of readdirSync(folder).toSorted()) {
        const value: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
        const recording = recordingOf(value, `${provider}/${api}/${file.replace(/\.json$/, '')}`, dialect)
        recordings.push(...withStreamsApart(recording))
      }
    }
  }
  return recordings
}

/** Some files hold the streams of several turns behind each other: each becomes a recording of its own. */
function withStreamsApart(recording: Recording): readonly Recording[] {
  const streams = recording.raw?.split(ANOTHER_STREAM) ?? []
  if (streams.length < 2) return [recording]
  return streams.map((raw, place) => ({ ...recording, id: `${recording.id}#${place + 1}`, raw }))
}

/** The place behind a stream's last event where another begins. */
const ANOTHER_STREAM =
  /(?<=^event: (?:message_stop|response\.completed)\r?\ndata:.*\r?\n\r?\n)(?=event: (?:message_start|response\.created))/m

function recordingOf(value: unknown, id: string, dialect: ClientDialectId): Recording {
  const request = at(value, 'request', 'body')
  const reply = at(value, 'response', 'body')
  const raw = at(value, 'response', 'raw')
  return {
    id,
    dialect,
    provider: textAt(value, 'provider'),
    group: textAt(value, 'group'),
    path: textAt(value, 'request', 'path'),
    status: numberAt(value, 'response', 'status') ?? 0,
    headers: isObject(at(value, 'response', 'headers')) ? (at(value, 'response', 'headers') as Json) : {},
    request: isObject(request) ? request : undefined,
    reply: isObject(reply) ? reply : undefined,
    raw: typeof raw === 'string' ? raw : undefined
  }
}

/** What stands outside the body: Gemini's path names the model and whether a stream is wanted. */
export function askedOf({ dialect, path, request, raw }: Recording): { model: string; stream: boolean } {
  if (dialect !== 'gemini') return { model: textAt(request, 'model'), stream: at(request, 'stream') === true }
  const model = /models\/([^:/?]+)/.exec(path)?.[1] ?? ''
  return { model, stream: path.includes(':streamGenerateContent') || raw !== undefined }
}
