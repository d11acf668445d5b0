import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readFailure } from '../../electron/providers/read-failure.ts'
import type { FailureReason } from '../../shared/domain/request-log.ts'

const DATA = process.env['GATEHOUSE_TEST_DATA']

/** What each recorded error is about, by words in it: first match counts. */
const RECORDED: readonly (readonly [words: RegExp, reason: FailureReason])[] = [
  [
    /DeploymentNotFound|model_not_found|model 'nonexistent|"model: |model identifier is invalid/,
    'no-model-access'
  ],
  [
    /is not found for API version|Publisher Model .* not found|model 'command-r\S*' was removed/,
    'no-model-access'
  ],
  [/RateLimitReached|rate-limited upstream/, 'rate-limited'],
  [
    /invalid_api_key|Incorrect API key|Access denied|Authentication Fails|Invalid API Key|Unauthorized/,
    'bad-credential'
  ],
  [/invalid x-api-key|API_KEY_INVALID|security token included in the request is expired/, 'bad-credential'],
  [/insufficient_quota/, 'out-of-credit'],
  [/context_length_exceeded|maximum context length|prompt too long|TOO_MANY_TOKENS/, 'context-too-long'],
  [/./, 'bad-request']
]

describe('recorded errors', () => {
  if (DATA === undefined)
    console.log('recorded-failures: recorded errors were not tried: GATEHOUSE_TEST_DATA is not set')

  test.skipIf(DATA === undefined)('each means what its words say', () => {
    const wrong: string[] = []
    const counts: Record<string, Record<string, number>> = {}
    for (const { file, api, status, body } of recordedErrors(join(DATA ?? '', 'recordings'))) {
      const expected = RECORDED.find(([words]) => words.test(body))?.[1]
      const { reason, message } = readFailure(status, body)
      if (reason !== expected) wrong.push(`${file}: ${reason}, not ${expected}: ${body.slice(0, 200)}`)
      if (message === '' || message.includes('no explanation')) wrong.push(`${file}: no words of its own`)
      const ofApi = (counts[api] ??= {})
      ofApi[reason] = (ofApi[reason] ?? 0) + 1
    }
    const total = Object.values(counts)
      .flatMap(Object.values)
      .reduce((sum, count) => sum + count, 0)
    console.log(`recorded-failures: ${total} recorded errors`, counts)
    expect(wrong).toEqual([])
    expect(total).toBeGreaterThan(60)
    const dialects = ['openai.chat', 'openai.responses', 'anthropic.messages', 'gemini.generateContent']
    for (const api of dialects) expect(Object.keys(counts)).toContain(api)
  })
})

interface RecordedError {
  readonly file: string
  readonly api: string
  readonly status: number
  readonly body: string
}

function* recordedErrors(folder: string): Generator<RecordedError> {
  const index: { readonly records: readonly { file: string; api: string; status: number }[] } = JSON.parse(
    readFileSync(join(folder, 'index.json'), 'utf8')
  )
  for (const { file, api, status } of index.records) {
    if (!(status >= 400)) continue
    const { response } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    yield { file, api, status, body: response.raw ?? JSON.stringify(response.body) }
  }
}
