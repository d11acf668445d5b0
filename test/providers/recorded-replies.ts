import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DIALECTS } from '../../electron/dialects/all-dialects.ts'
import { readEvents } from '../../electron/dialects/read-events.ts'
import { PROVIDERS } from '../../electron/providers/all-providers.ts'
import type { ClientDialectId } from '../../shared/domain/dialect.ts'
import type { Usage } from '../../shared/domain/usage.ts'

/** The APIs of the recordings that are dialects of chats; Mistral's is OpenAI's but for its name. */
const DIALECT_OF: Readonly<Record<string, ClientDialectId>> = {
  'openai.chat': 'openai-chat',
  'mistral.chat': 'openai-chat',
  'openai.completions': 'openai-completions',
  'openai.responses': 'openai-responses',
  'anthropic.messages': 'anthropic-messages'
}

/** A recorded reply and what it was asked with. */
export interface RecordedReply {
  readonly file: string
  readonly api: string
  readonly dialect: ClientDialectId
  /** The provider's id in the catalogue. */
  readonly provider: string
  /** What was asked. */
  readonly body: { readonly model?: string } | null
  readonly status: number
  readonly json: unknown
  /** A stream, or a page of HTML. */
  readonly raw: string | undefined
}

interface RecordedFile {
  readonly provider: string
  readonly request: { readonly body?: { readonly model?: string } | null; readonly host?: string }
  readonly response: { readonly status: number; readonly body?: unknown; readonly raw?: string }
}

export function recordedReplies(folder: string): readonly RecordedReply[] {
  const root = join(folder, 'recordings')
  const index: { readonly records: readonly { readonly file: string; readonly api: string }[] } = JSON.parse(
    readFileSync(join(root, 'index.json'), 'utf8')
  )
  return index.records.flatMap(({ file, api }) => {
    const dialect = DIALECT_OF[api]
    if (dialect === undefined) return []
    const recorded: RecordedFile = JSON.parse(readFileSync(join(root, file), 'utf8'))
    const { body = null } = recorded.request
    const { status, body: json, raw } = recorded.response
    return [
      {
        file,
        api,
        dialect,
        provider: idOf(recorded, dialect),
        body,
        status,
        json,
        raw: raw && oneStream(raw)
      }
    ]
  })
}

/** The provider in the catalogue; a server that is not in it, and a door that it leaves out, is one like OpenAI's. */
function idOf({ provider, request }: RecordedFile, dialect: ClientDialectId): string {
  if (provider === 'azure') return request.host?.includes('services.ai') ? 'azure-foundry' : 'azure-openai'
  if (provider === 'lmstudio') return 'lm-studio'
  if (provider === 'bedrock') return 'bedrock-openai'
  if (dialect.startsWith('openai-') && (provider === 'gemini' || provider === 'anthropic'))
    return 'openai-compatible'
  return PROVIDERS.has(provider) ? provider : 'openai-compatible'
}

/** Some files hold the streams of several turns behind each other: the first. */
function oneStream(raw: string): string {
  const end = /^event: (?:message_stop|response\.completed)\r?\ndata:.*\r?\n\r?\n/m.exec(raw)
  return end === null ? raw : raw.slice(0, end.index + end[0].length)
}

/** What the dialect's reader makes of the recorded counts, without the gateway. */
export function recordedUsage({ dialect, raw, json }: RecordedReply): Usage {
  const codec = DIALECTS[dialect]
  if (raw === undefined) return codec.readUsage(usageOf(json))
  let usage: unknown
  for (const event of readEvents(Buffer.from(raw))) {
    const next = codec.watch.read(event)?.usage
    if (next !== undefined) usage = usage === undefined ? next : codec.watch.mergeUsage(usage, next)
  }
  return codec.readUsage(usage)
}

function usageOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'usage' in body ? body.usage : undefined
}

/** Whether a recorded stream ends with an error of its own, or a reply of status 200 is one (recorded through an SDK). */
export function breaks({ dialect, raw, json }: RecordedReply): boolean {
  if (raw === undefined)
    return typeof json === 'object' && json !== null && 'type' in json && json.type === 'error'
  const { watch } = DIALECTS[dialect]
  return [...readEvents(Buffer.from(raw))].some((event) => (watch.read(event)?.error ?? null) !== null)
}
