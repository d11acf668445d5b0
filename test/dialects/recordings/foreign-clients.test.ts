import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import type { ChatReply } from '../../../electron/dialects/chat.ts'
import { collectReply, replyEvents } from '../../../electron/dialects/collect-reply.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { contextOf, decodeStream, encodeFor, encodeReply, encodeStream } from './codec-steps.ts'
import { told } from './check-requests.ts'
import { echoReply, echoStream, sealsIn, sealsOfReply } from './echo-reply.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { judge } from './findings.ts'
import { loadRecordings, NOT_RUN, TEST_DATA, type Recording } from './load-recordings.ts'
import { READERS } from './readers.ts'
import { brokenRules } from './strict-rules.ts'
import { Tally } from './tally.ts'
import { canonical, objectsAt, type Json } from './walk-json.ts'

/**
 * What lets a provider know its model's thoughts again must come back to it as it was, although the client in between
 * speaks another dialect: the reply goes to the client, stands in its history as its SDK puts it there, and comes back.
 */
const CLIENTS = CLIENT_DIALECT_IDS.filter(
  // Cohere seals nothing, and its clients have no field that they would give a seal back in.
  (dialect) => dialect !== 'openai-completions' && dialect !== 'cohere-chat'
)

describe('seals on their way over a client of another dialect', () => {
  if (TEST_DATA === undefined) console.log(`foreign-clients: ${NOT_RUN}`)
  test.skipIf(TEST_DATA === undefined).for(CLIENTS)('those of %s come back as they were', (dialect) => {
    const tally = new Tally()
    for (const recording of loadRecordings(dialect)) {
      const reply = replyOf(recording)
      if (reply === null) continue
      const seals = sealsOfReply(dialect, encodeReply(dialect, reply, contextOf(recording)))
      if (seals.length === 0) continue
      for (const client of CLIENTS) checkClient(recording, reply, seals, client, tally)
    }
    const judged = judge(
      tally.findings,
      EXCEPTIONS.filter((one) => one.dialect === dialect && one.of === 'seals')
    )
    const lines = [
      ...tally.lines(),
      `exceptions: ${tally.findings.length}`,
      ...judged.listed.map((line) => `  ${line}`)
    ]
    console.log(lines.map((line) => `${dialect}: ${line}`).join('\n'))
    expect(judged.unlisted).toEqual([])
    expect(judged.wrongExceptions).toEqual([])
    expect(tally.findings.length).toBeLessThan(1000)
  })
})

function replyOf({ dialect, reply, raw, status }: Recording): ChatReply | null {
  if (status >= 400) return null
  try {
    if (reply !== undefined) return DIALECTS[dialect].decodeReply(reply)
    if (raw === undefined) return null
    const collected = collectReply(decodeStream(dialect, Buffer.from(raw)))
    return collected.error === null ? collected.reply : null
  } catch {
    // What can't be decoded is a finding of its dialect's own suite.
    return null
  }
}

function checkClient(
  recording: Recording,
  reply: ChatReply,
  seals: readonly string[],
  client: ClientDialectId,
  tally: Tally
): void {
  const { dialect, id } = recording
  const context = contextOf(recording)
  const ways: readonly (readonly [string, () => Json | null])[] = [
    ['whole', () => echoReply(client, encodeReply(client, reply, context))],
    ['streamed', () => echoStream(client, encodeStream(client, replyEvents(reply), context))],
    // Many clients of OpenAI's send back only the fields that OpenAI has.
    ...(client === 'openai-chat' && dialect === 'gemini'
      ? [
          [
            'by known fields alone',
            () => knownFieldsAlone(echoReply(client, encodeReply(client, reply, context)))
          ] as const
        ]
      : [])
  ]
  for (const [way, echo] of ways) {
    const check = `seals of ${dialect} over ${client}, ${way}`
    try {
      const history = echo()
      if (history === null) continue
      const chat = DIALECTS[client].decodeRequest(history, { model: 'model', stream: false })
      const quirks = dialect === 'openai-chat' ? ({ reasoningBack: 'reasoning_details' } as const) : {}
      const { body } = encodeFor(dialect, chat, quirks)
      const found: string[] =
        dialect === client ? [] : brokenRules(dialect, body).map((rule) => `rule: ${rule}`)
      const wanted =
        way === 'by known fields alone' ? seals.filter((seal) => seal.startsWith('call ')) : seals
      if (canonical(sealsIn(dialect, body)) !== canonical(wanted))
        found.push(differenceOf(wanted, sealsIn(dialect, body)))
      const texts = READERS[dialect].request(body).items.filter((item) => item.kind === 'call').length
      const calls = READERS[dialect].reply(encodeReply(dialect, reply, context)).choices[0]?.calls.length ?? 0
      if (texts !== calls) found.push(`${calls} calls came back as ${texts}`)
      tally.note(check, id, found)
    } catch (error) {
      tally.bad(check, id, [told(error)])
    }
  }
}

function knownFieldsAlone(history: Json | null): Json | null {
  if (history === null) return null
  const messages = objectsAt(history, 'messages').map((message) =>
    Object.fromEntries(
      Object.entries(message).filter(([name]) =>
        ['role', 'content', 'tool_calls', 'tool_call_id'].includes(name)
      )
    )
  )
  return { ...history, messages }
}

/** What of it is missing, by the kind of part that it was on where that is known. */
function differenceOf(before: readonly string[], after: readonly string[]): string {
  const lost = before
    .filter((seal) => !after.includes(seal))
    .map((seal) => /^(\w+)(?: \S+)? \/ /.exec(seal)?.[1] ?? 'a seal')
  return lost.length === 0
    ? 'seals came back in another order or too often'
    : `lost: ${[...new Set(lost)].toSorted().join(', ')}`
}
