import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { passThroughForm } from '../../electron/gateway/pass-through-form.ts'

/**
 * Recorded replies of real providers: each passes byte for byte, as JSON, text, events or a file, and its usage is found
 * where it has one.
 */
const DATA = process.env['GATEHOUSE_TEST_DATA']
if (DATA === undefined) console.log('pass-through: no recordings were read: GATEHOUSE_TEST_DATA is not set')

const FOLDERS = [
  'openai/openai.audio.speech',
  'openai/openai.audio.transcriptions',
  'openai/openai.audio.translations',
  'openai/openai.images.edits',
  'openai/openai.images.generations',
  'openai/openai.images.variations',
  'openai/openai.moderations',
  'openrouter/openai.audio.transcriptions',
  'mistral/mistral.audio.speech',
  'mistral/mistral.audio.transcriptions',
  'cohere/cohere.v1.rerank',
  'cohere/cohere.v2.rerank',
  'voyage/voyage.rerank'
]

interface Recording {
  readonly response: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body?: unknown
    readonly raw?: string
    readonly raw_base64?: string
  }
}

function recordings(): readonly (readonly [name: string, recording: Recording])[] {
  if (DATA === undefined) return []
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(DATA, 'recordings', folder)).map((file) => {
      const path = join(DATA, 'recordings', folder, file)
      return [`${folder}/${file}`, JSON.parse(readFileSync(path, 'utf8')) as Recording] as const
    })
  )
}

describe.runIf(DATA !== undefined)('a recorded reply', () => {
  const all = recordings().filter(([, { response }]) => response.status < 300)

  test('is there to be read', () => {
    console.log(`pass-through: ${all.length} recorded replies of ${FOLDERS.length} kinds`)
    expect(all.length).toBeGreaterThan(25)
  })

  test.each(all)('%s passes', (_name, { response }) => {
    const type = response.headers['content-type'] ?? 'application/json'
    if (response.raw !== undefined && type.startsWith('text/event-stream')) {
      const stream = passThroughForm.openStream()
      const passed = [stream.push(Buffer.from(response.raw)), stream.finish()]
      expect(Buffer.concat(passed.filter((part) => part !== null)).toString()).toBe(response.raw)
      expect(stream.summary()).toMatchObject({ complete: true, error: null, usageRaw: expect.anything() })
      return
    }
    if (response.raw_base64 !== undefined) {
      const stream = passThroughForm.openBytes?.(type)
      const bytes = Buffer.from(response.raw_base64, 'base64')
      expect(stream?.push(bytes)).toBe(bytes)
      return
    }
    const body = Buffer.from(response.raw ?? JSON.stringify(response.body))
    const read = passThroughForm.readWhole(body, type)
    const usage = (response.body as { usage?: unknown } | undefined)?.usage
    expect(read).toMatchObject({ kind: 'reply', body, contentType: type })
    expect(read.kind === 'reply' && read.usageRaw).toEqual(usage ?? undefined)
  })
})
