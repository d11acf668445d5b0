import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeBody } from '../../electron/control/describe-body.ts'
import { requestIdText } from '../../electron/store/request-id.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { openControl, refusalOf, type ControlHarness } from './control-harness.ts'
import { sampleRow } from './sample-row.ts'

const START = Date.UTC(2026, 8, 1, 10)
const idOf = (number: number): number => START * 1024 + number

let harness: ControlHarness
function prepare(): void {
  beforeEach(async () => {
    harness = await openControl({
      describe: (row) => ({
        messages: [{ role: 'user', parts: [{ kind: 'text', text: row.id }] }],
        reply: [],
        finish_reason: null,
        tools: [],
        params: {}
      })
    })
  })
  afterEach(async () => await harness.close())
}

async function log(number: number, changes: Partial<RequestLogRow> = {}): Promise<void> {
  const request = Buffer.from(`{"model":"m","messages":[{"role":"user","content":"${number}"}]}`)
  const reply = Buffer.from('data: {"a":1}\n\ndata: [DONE]\n\n')
  const time = START + number * 60_000
  harness.store.append({
    id: idOf(number),
    time,
    row: sampleRow(idOf(number), { time: new Date(time).toISOString(), ...changes }),
    request: { body: request, ends: [request.length], places: ['before'] },
    reply: { body: reply, contentType: 'text/event-stream', eventEnds: [15, 29], eventTimes: [12, 15] }
  })
  await harness.store.flush()
}

describe('the log', () => {
  prepare()

  it('comes in pages, newest first, through a filter', async () => {
    const { client } = harness
    for (const number of [1, 2, 3]) await log(number)
    await log(4, {
      account: 'other',
      status: 429,
      error: { reason: 'rate-limited', code: null, message: 'slow down' }
    })
    const page = await client.logs.list({ filter: {}, limit: 3 })
    expect(page.rows.map((row) => row.id)).toEqual([4, 3, 2].map((number) => requestIdText(idOf(number))))
    expect(page.more).toBe(true)
    const rest = await client.logs.list({ filter: {}, limit: 3, before: page.rows.at(-1)?.id })
    expect(rest).toMatchObject({ rows: [{ id: requestIdText(idOf(1)) }], more: false })
    const errors = await client.logs.list({
      filter: { outcome: 'error', since: new Date(START).toISOString() },
      limit: 9
    })
    expect(errors.rows.map((row) => row.account)).toEqual(['other'])
    expect(await client.logs.facets()).toEqual({
      accounts: ['main', 'other'],
      models: ['gpt-oss-120b'],
      tokens: ['app']
    })
  })

  it('gives one request whole: bodies, conversation and when each piece came', async () => {
    await log(7)
    const detail = await harness.client.logs.get({ id: requestIdText(idOf(7)) })
    expect(detail.row.id).toBe(requestIdText(idOf(7)))
    expect(detail.request).toMatchObject({
      encoding: 'utf8',
      truncated: false,
      content_type: 'application/json'
    })
    expect(detail.request?.text).toContain('"content":"7"')
    expect(detail.response).toMatchObject({
      text: 'data: {"a":1}\n\ndata: [DONE]\n\n',
      bytes: 29,
      content_type: 'text/event-stream'
    })
    expect(detail.chunks).toEqual([
      { at_ms: 12, bytes: 15 },
      { at_ms: 15, bytes: 14 }
    ])
    expect(detail.conversation?.messages[0]?.parts).toEqual([{ kind: 'text', text: detail.row.id }])
  })

  it.each([
    ['an id that is none', { id: 'req_!' }, 'invalid_request'],
    ['an id that is not there', { id: 'req_1a' }, 'not_found']
  ])('refuses %s', async (_what, input, code) => {
    expect(await refusalOf(harness.client.logs.get(input))).toMatchObject({ code })
  })

  it('refuses a time that is none, naming the field', async () => {
    const call = harness.client.logs.list({ filter: { since: 'yesterday' }, limit: 1 })
    expect(await refusalOf(call)).toMatchObject({
      code: 'invalid_request',
      issues: [{ field: 'filter.since' }]
    })
  })

  it('tells when accounts and tokens were used last', async () => {
    await harness.client.accounts.create({ account: { name: 'main', provider: 'ollama' } })
    await harness.client.tokens.create({ name: 'app' })
    await log(5)
    const used = new Date(START + 5 * 60_000).toISOString()
    expect((await harness.client.accounts.list())[0]?.last_used).toBe(used)
    expect((await harness.client.tokens.list())[0]?.last_used).toBe(used)
  })
})

describe('a body for the window', () => {
  it('is text where it is UTF-8, also with a byte order mark', () => {
    expect(describeBody(Buffer.from('\uFEFFgrüße'), null)).toMatchObject({
      text: '\uFEFFgrüße',
      encoding: 'utf8',
      bytes: 10
    })
  })

  it('is base64 where it is not', () => {
    expect(describeBody(Uint8Array.of(0xff, 0xfe, 0x00), 'audio/mpeg')).toEqual({
      text: '//4A',
      encoding: 'base64',
      bytes: 3,
      content_type: 'audio/mpeg',
      truncated: false
    })
  })

  it('is cut where it is very long, at a whole character', () => {
    const bytes = Buffer.from(`a${'ü'.repeat(2 * 1024 * 1024)}`)
    const body = describeBody(bytes, null)
    expect(body).toMatchObject({ encoding: 'utf8', truncated: true, bytes: bytes.length })
    expect(body.text.length).toBe(1024 * 1024)
    expect(body.text.endsWith('ü')).toBe(true)
  })
})

describe('spend', () => {
  prepare()

  const query = {
    from: new Date(START).toISOString(),
    to: new Date(START + 7_200_000).toISOString(),
    bucket: 'hour',
    by: 'model',
    utc_offset_minutes: 0
  } as const

  it('sums what requests cost, by hour and model', async () => {
    await log(1)
    await log(61)
    const spend = await harness.client.spend.query(query)
    expect(spend.totals).toMatchObject({ requests: 2, cost_nanos: 98_000, output: 40 })
    expect(spend.buckets.map((bucket) => bucket.figures.requests)).toEqual([1, 1])
  })

  it.each([
    ['a time that is none', { from: 'x' }, 'from'],
    ['a span backwards', { to: query.from }, 'to'],
    ['more buckets than a chart shows', { from: '2020-01-01T00:00:00Z' }, 'bucket']
  ])('refuses %s', async (_what, change, field) => {
    const refusal = await refusalOf(harness.client.spend.query({ ...query, ...change }))
    expect(refusal).toMatchObject({ code: 'invalid_request', status: 400, issues: [{ field }] })
  })
})
