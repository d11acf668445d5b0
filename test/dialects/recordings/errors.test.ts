import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import { NotAReply, type ToldError } from '../../../electron/dialects/dialect.ts'
import { readFailure } from '../../../electron/providers/read-failure.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import type { FailureReason } from '../../../shared/domain/request-log.ts'
import { specFaults } from '../specs/spec-faults.ts'
import { contextFor, sent } from './codec-steps.ts'
import { loadRecordings, NOT_RUN, TEST_DATA, type Recording } from './load-recordings.ts'
import { plainEvents } from './read-events.ts'
import { at, isObject, numberAt, parsed, textAt, type Json } from './walk-json.ts'

/** What each recorded error is about, by words in it: the first match counts, any other is a bad request. */
const MEANINGS: readonly (readonly [words: RegExp, reason: FailureReason])[] = [
  [
    /DeploymentNotFound|model_not_found|not_found_error.{0,40}model|models\/\S+ is not found|Publisher Model \S+ not found/i,
    'no-model-access'
  ],
  [/RateLimitReached|rate-limited upstream/, 'rate-limited'],
  [
    /invalid_api_key|Incorrect API key|Authentication Fails|Invalid API Key|invalid x-api-key|API key not valid|Unauthorized/i,
    'bad-credential'
  ],
  [/insufficient_quota|exceeded your current quota/, 'out-of-credit'],
  [
    /context_length_exceeded|maximum context length|prompt too long|context window|too many tokens/,
    'context-too-long'
  ]
]

const ERRORS: readonly Recording[] =
  TEST_DATA === undefined
    ? []
    : CLIENT_DIALECT_IDS.flatMap((dialect) => loadRecordings(dialect).filter(({ status }) => status >= 400))

describe('recorded errors', () => {
  if (TEST_DATA === undefined) console.log(`errors: ${NOT_RUN}`)
  test.skipIf(TEST_DATA === undefined)('are no replies, and mean what they say', () => {
    const wrong: string[] = []
    for (const recording of ERRORS) {
      const { id, dialect, status } = recording
      const body = bodyOf(recording)
      const fields = parsed(body)
      if (isObject(fields) && !isRefused(dialect, fields)) wrong.push(`${id}: was taken for a reply`)
      const expected = MEANINGS.find(([words]) => words.test(body))?.[1] ?? 'bad-request'
      const failure = readFailure(status, body)
      if (failure.reason !== expected)
        wrong.push(`${id}: ${failure.reason}, not ${expected}: ${failure.message}`)
      if (failure.message.length < 10 || failure.message.length > 500)
        wrong.push(`${id}: the message is ${failure.message.length} long`)
    }
    console.log(`errors: ${ERRORS.length - wrong.length} of ${ERRORS.length} recorded errors`)
    expect(wrong).toEqual([])
    expect(ERRORS.length).toBe(69)
  })

  test.skipIf(TEST_DATA === undefined).for(CLIENT_DIALECT_IDS)(
    'are told to clients of %s in its own form',
    (dialect) => {
      const wrong: string[] = []
      for (const recording of ERRORS) {
        const { reason, code, message } = readFailure(recording.status, bodyOf(recording))
        const told: ToldError = { status: recording.status, reason, code, message }
        const body = sent(DIALECTS[dialect].encodeError(told))
        wrong.push(...faultsOf(dialect, told, body, message).map((fault) => `${recording.id}: ${fault}`))
        const [last] = plainEvents(
          DIALECTS[dialect].openStreamEncoder(contextFor(REQUEST)).fail(told)
        ).toReversed()
        const event = parsed(last?.data === '[DONE]' ? '' : (last?.data ?? ''))
        if (
          isObject(event) &&
          !JSON.stringify(event).includes(JSON.stringify(textAt(body, 'error', 'message')).slice(1, 40))
        ) {
          wrong.push(`${recording.id}: the error event does not say what happened`)
        }
      }
      expect(wrong).toEqual([])
    }
  )
})

const REQUEST = { model: 'model', stream: true, messages: [], tools: [] } as const

/** What the clients of a dialect look for in an error. */
function faultsOf(dialect: ClientDialectId, told: ToldError, body: Json, message: string): readonly string[] {
  const faults = [...specFaults(dialect, 'error', dialect === 'gemini' ? gemini(body) : body)]
  const said = dialect === 'cohere-chat' ? textAt(body, 'message') : textAt(body, 'error', 'message')
  const overflow = told.reason === 'context-too-long'
  if (said === '') faults.push('no error.message')
  if (!overflow && !said.includes(message.slice(0, 60))) faults.push('the message of the provider was lost')
  switch (dialect) {
    case 'anthropic-messages':
      if (at(body, 'type') !== 'error') faults.push('type is not error')
      if (overflow && !said.startsWith('prompt is too long')) faults.push(`the words of an overflow: ${said}`)
      break
    case 'gemini':
      if (numberAt(body, 'error', 'code') === null || textAt(body, 'error', 'status') === '')
        faults.push('no code or status')
      if (overflow && !said.includes('exceeds the maximum number of tokens'))
        faults.push(`the words of an overflow: ${said}`)
      break
    case 'cohere-chat':
      if (overflow && !said.startsWith('too many tokens')) faults.push(`the words of an overflow: ${said}`)
      break
    case 'openai-chat':
    case 'openai-completions':
    case 'openai-responses':
      if (textAt(body, 'error', 'type') === '') faults.push('no error.type')
      if (overflow && at(body, 'error', 'code') !== 'context_length_exceeded')
        faults.push('the code of an overflow')
      break
  }
  return faults
}

/** Google's form of an error is its `Status`, in a field of its own. */
function gemini(body: Json): Json {
  const status = at(body, 'error')
  return isObject(status) ? { code: status['code'], message: status['message'] } : {}
}

function bodyOf({ reply, raw }: Recording): string {
  return reply === undefined ? (raw ?? '') : JSON.stringify(reply)
}

function isRefused(dialect: ClientDialectId, body: Json): boolean {
  try {
    DIALECTS[dialect].decodeReply(body)
    return false
  } catch (error) {
    return error instanceof NotAReply
  }
}
