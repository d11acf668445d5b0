import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AwsEventReader } from '../../../electron/dialects/bedrock-converse/read-aws-events.ts'
import { bedrockConverse } from '../../../electron/dialects/bedrock-converse/dialect.ts'
import { DIALECTS } from '../../../electron/dialects/all-dialects.ts'
import type { ChatEvent, ChatReply, ChatRequest } from '../../../electron/dialects/chat.ts'
import { collectReply, replyEvents } from '../../../electron/dialects/collect-reply.ts'
import { fitTools } from '../../../electron/dialects/fit-tools.ts'
import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { told } from './check-requests.ts'
import { contextFor, encodeFor, encodeReply, encodeStream, sent } from './codec-steps.ts'
import { compareReplies } from './compare-replies.ts'
import { compareRequests } from './compare-requests.ts'
import { firstDifference } from './equivalence.ts'
import { loadRecordings, NOT_RUN, TEST_DATA } from './load-recordings.ts'
import { readConverseReply, readConverseRequest, readConverseStream } from './read-bedrock-converse.ts'
import { READERS } from './readers.ts'
import type { ReplyReading } from './reading.ts'
import { isObject, type Json } from './walk-json.ts'

/** What Bedrock was asked and answered, on the wire. */
interface Recorded {
  readonly id: string
  readonly model: string
  readonly stream: boolean
  readonly status: number
  readonly request: Json | undefined
  readonly reply: Json | undefined
  readonly bytes: Buffer | undefined
}

const APIS = ['bedrock.converse', 'bedrock.converse-stream']
/** Clients of completions ask for a text alone. */
const CHATS = CLIENT_DIALECT_IDS.filter((dialect) => dialect !== 'openai-completions')

function recordings(): readonly Recorded[] {
  return APIS.flatMap((api) => {
    const folder = join(TEST_DATA ?? '', 'recordings', 'bedrock', api)
    if (!existsSync(folder)) return []
    return readdirSync(folder).map((file): Recorded => {
      const { request, response } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
      return {
        id: `${api}/${file}`,
        model: decodeURIComponent(String(request.path ?? '').split('/')[2] ?? ''),
        stream: api.endsWith('stream'),
        status: response.status,
        request: isObject(request.body) ? request.body : undefined,
        reply: isObject(response.body) ? response.body : undefined,
        bytes:
          typeof response.raw_base64 === 'string' ? Buffer.from(response.raw_base64, 'base64') : undefined
      }
    })
  })
}

/** What the codec says that it writes otherwise (`encode-request.ts`). */
function normal(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => normal(item))
  if (!isObject(value)) return value
  const isTool = name === 'toolUse' || name === 'toolResult'
  const kept = Object.entries(value).filter(([member, inner]) => {
    if (inner === null || (Array.isArray(inner) && inner.length === 0)) return false
    if (member === 'inferenceConfig' && isObject(inner) && Object.keys(inner).length === 0) return false
    const isWord = inner === 'tool_use' || inner === 'tool_result' || inner === 'text'
    return !(member === 'type' && isWord && (isTool || 'toolUse' in value || 'text' in value))
  })
  return Object.fromEntries(kept.map(([member, inner]) => [member, normal(inner, member)]))
}

function decodeBytes(bytes: Buffer, size = bytes.length): ChatEvent[] {
  const reader = new AwsEventReader()
  const decoder = bedrockConverse.openStreamDecoder()
  const events: ChatEvent[] = []
  for (let from = 0; from < bytes.length; from += size) {
    for (const event of reader.push(bytes.subarray(from, from + size))) events.push(...decoder.push(event))
  }
  for (const event of reader.end()) events.push(...decoder.push(event))
  return [...events, ...decoder.end()]
}

function encodeForBedrock(chat: ChatRequest, model: string): { body: Json; notes: readonly string[] } {
  const tools = fitTools(chat, bedrockConverse.toolLimits)
  const { body, notes } = bedrockConverse.encodeRequest(tools.chat, { model, maxOutput: null, quirks: {} })
  return { body: sent(body), notes: [...tools.notes, ...notes] }
}

const HELLO: ChatRequest = {
  model: 'any',
  stream: true,
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'hello' }] }],
  tools: []
}

if (TEST_DATA === undefined) console.log(`bedrock-converse: ${NOT_RUN}`)

describe.skipIf(TEST_DATA === undefined)('recorded Bedrock Converse', () => {
  const all = TEST_DATA === undefined ? [] : recordings()

  test('every request is written again as it was', () => {
    const wrong: string[] = []
    const asked = all.filter(({ request }) => request !== undefined)
    for (const { id, request = {}, model, stream } of asked) {
      const chat = bedrockConverse.decodeRequest(request, { model, stream })
      const { body, notes } = encodeForBedrock(chat, model)
      const difference = firstDifference(normal(request), normal(body))
      if (difference !== null || notes.length > 0) wrong.push(`${id}: ${difference} ${notes.join()}`)
    }
    console.log(`bedrock-converse: ${asked.length - wrong.length} of ${asked.length} requests re-encoded`)
    expect(wrong).toEqual([])
    expect(asked.length).toBe(171)
  })

  test.each(CHATS)('every request says the same to %s, or is refused in words', (target) => {
    const wrong: string[] = []
    const refused = new Map<string, number>()
    const asked = all.filter(({ request }) => request !== undefined)
    for (const { id, request = {}, model, stream } of asked) {
      try {
        const chat = bedrockConverse.decodeRequest(request, { model, stream })
        const { body, notes } = encodeFor(target, chat)
        const found = compareRequests(
          readConverseRequest(request),
          READERS[target].request(body),
          target,
          notes
        )
        // Cohere has a document's text behind its name, in the words of the user.
        const isNamed = target === 'cohere-chat' && JSON.stringify(request).includes('"document":')
        const left = found.filter(
          (what) => !isTold(what, notes) && !(isNamed && what === 'text of the user differs')
        )
        if (left.length > 0) wrong.push(`${id}: ${left.join('; ')}`)
      } catch (error) {
        const words = told(error).replace(/s3:\S+/, 's3:...')
        if (!words.startsWith('refused')) wrong.push(`${id}: ${words}`)
        refused.set(words, (refused.get(words) ?? 0) + 1)
      }
    }
    console.log(`bedrock-converse: requests -> ${target}: refused`, Object.fromEntries(refused))
    expect(wrong).toEqual([])
  })

  test('every whole reply is written again as it was, and says the same to the clients of every dialect', () => {
    const wrong: string[] = []
    const replies = all.filter(({ reply, status }) => reply !== undefined && status === 200)
    for (const { id, reply = {} } of replies) {
      const decoded = bedrockConverse.decodeReply(reply)
      const again = sent(bedrockConverse.encodeReply(decoded, contextFor(HELLO)))
      const difference = firstDifference(normal(reply), normal(again))
      if (difference !== null) wrong.push(`${id}: ${difference}`)
      for (const target of CLIENT_DIALECT_IDS) {
        const before = readConverseReply(reply)
        const whole = READERS[target].reply(encodeReply(target, decoded, contextFor(HELLO)))
        const raw = encodeStream(target, replyEvents(decoded), contextFor(HELLO))
        wrong.push(...differences(id, before, whole, target))
        wrong.push(...differences(`${id} as stream`, before, READERS[target].stream(raw), target))
      }
    }
    console.log(`bedrock-converse: ${replies.length} replies to ${CLIENT_DIALECT_IDS.length} dialects`)
    expect(wrong).toEqual([])
    expect(replies.length).toBe(136)
  })

  test('every stream says the same however it is cut, in every dialect', () => {
    const wrong: string[] = []
    const streams = all.filter(({ bytes }) => bytes !== undefined)
    for (const { id, bytes = Buffer.alloc(0) } of streams) {
      const events = decodeBytes(bytes)
      const { reply, ended, error } = collectReply(events)
      if (!ended || error !== null) wrong.push(`${id}: it did not come to its end`)
      for (const size of [1, 7, 1000]) {
        const cut = collectReply(decodeBytes(bytes, size)).reply
        const difference = firstDifference(sent({ reply }), sent({ reply: cut }))
        if (difference !== null) wrong.push(`${id} in pieces of ${size}: ${difference}`)
      }
      // The same content as a whole reply is the same reply.
      const whole = bedrockConverse.decodeReply(sent(bedrockConverse.encodeReply(reply, contextFor(HELLO))))
      const difference = firstDifference(plainArgs(reply), plainArgs(whole))
      if (difference !== null) wrong.push(`${id} as a whole: ${difference}`)
      for (const target of CLIENT_DIALECT_IDS) {
        const raw = encodeStream(target, events, contextFor(HELLO))
        wrong.push(...differences(id, readConverseStream(bytes), READERS[target].stream(raw), target))
      }
    }
    console.log(`bedrock-converse: ${streams.length} streams to ${CLIENT_DIALECT_IDS.length} dialects`)
    expect(wrong).toEqual([])
    expect(streams.length).toBe(29)
  })

  test.each(CHATS)(
    'every recorded request of %s says the same to Claude on Bedrock, or is refused in words',
    (dialect) => {
      const wrong: string[] = []
      const refused = new Map<string, number>()
      let count = 0
      for (const { id, request, status } of loadRecordings(dialect)) {
        if (request === undefined || status >= 400) continue
        try {
          const asked = { model: 'anthropic.claude-sonnet-4-5-20250929-v1:0', stream: false }
          const chat = DIALECTS[dialect].decodeRequest(request, asked)
          const { body, notes } = encodeForBedrock(chat, asked.model)
          const found = compareRequests(
            READERS[dialect].request(request),
            readConverseRequest(body),
            'anthropic-messages',
            notes
          )
          const left = found.filter((what) => !isTold(what, notes))
          if (left.length > 0) wrong.push(`${id}: ${left.join('; ')}`)
          count++
        } catch (error) {
          const words = told(error).replace(/\(.*?\)|\S+\/\S+/g, '...')
          if (!words.startsWith('refused')) wrong.push(`${id}: ${words}`)
          refused.set(words, (refused.get(words) ?? 0) + 1)
        }
      }
      console.log(`bedrock-converse: ${count} requests of ${dialect}, refused:`, Object.fromEntries(refused))
      expect(wrong).toEqual([])
    }
  )
})

/** What Bedrock can't be given as it was, where a note says so. */
function isTold(what: string, notes: readonly string[]): boolean {
  const isNoted = (words: RegExp): boolean => notes.some((note) => words.test(note))
  if (what === 'another number of tools')
    return isNoted(/^tools of earlier calls were named again|none may be called/)
  if (what === 'tool choice none became auto') return isNoted(/none may be called|^tool_choice none/)
  if (what === 'results of tools differ') return isNoted(/^a result of no call became a text/)
  if (what === 'text of the user differs') {
    return isNoted(
      /^a result of no call became a text|^a text was added to a document|^a document (?:given as plain text )?was sent as text/
    )
  }
  return false
}

/** Arguments of calls are JSON, which white space does not change. */
function plainArgs(reply: ChatReply): Json {
  const choices = reply.choices.map((choice) => ({
    ...choice,
    parts: choice.parts.map((part) =>
      part.type === 'tool-call' ? { ...part, args: JSON.parse(part.args) } : part
    )
  }))
  return sent({ ...reply, choices })
}

function differences(
  id: string,
  before: ReplyReading,
  after: ReplyReading,
  target: ClientDialectId
): string[] {
  const found = compareReplies(before, after, target)
  return found.length === 0 ? [] : [`${id} -> ${target}: ${found.join('; ')}`]
}
