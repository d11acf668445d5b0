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

const all = recordings().filter(([, { response }]) => response.status < 300)
const typeOf = ({ response: { headers } }: Recording): string => headers['content-type'] ?? 'application/json'
const isEvents = (recording: Recording): boolean => typeOf(recording).startsWith('text/event-stream')
const isFile = ({ response }: Recording): boolean => response.raw_base64 !== undefined

describe.runIf(DATA !== undefined)('a recorded reply', () => {
  test('is there to be read', () => {
    console.log(`pass-through: ${all.length} recorded replies of ${FOLDERS.length} kinds`)
    expect(all.length).toBeGreaterThan(25)
  })

  test.each(all.filter(([, recording]) => isEvents(recording)))(
    'of events passes: %s',
    (_name, { response }) => {
      const stream = passThroughForm.openStream()
      const passed = [stream.push(Buffer.from(response.raw ?? '')), stream.finish()]
      expect(Buffer.concat(passed.filter((part) => part !== null)).toString()).toBe(response.raw)
      expect(stream.summary()).toMatchObject({ complete: true, error: null, usageRaw: expect.anything() })
    }
  )

  test.each(all.filter(([, recording]) => isFile(recording)))('of bytes passes: %s', (_name, recording) => {
    const bytes = Buffer.from(recording.response.raw_base64 ?? '', 'base64')
    expect(passThroughForm.openBytes?.(typeOf(recording))?.push(bytes)).toBe(bytes)
  })

  const whole = all.filter(([, recording]) => !isEvents(recording) && !isFile(recording))
  test.each(whole)('that is whole passes: %s', (_name, recording) => {
    const { raw, body } = recording.response
    const bytes = Buffer.from(raw ?? JSON.stringify(body))
    const usageRaw = (body as { usage?: unknown } | undefined)?.usage
    const contentType = typeOf(recording)
    expect(passThroughForm.openBytes?.(contentType)).toBeNull()
    expect(passThroughForm.readWhole(bytes, contentType)).toEqual({
      kind: 'reply',
      body: bytes,
      contentType,
      usageRaw,
      asStream: null
    })
  })
})
