import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { LogEntry, RecordedReply } from '../../electron/store/store.ts'
import { makeEntry, randomText, seededRandom, slicedChat, streamedReply, wholeReply } from './make-entry.ts'
import { temporaryStore } from './temporary-store.ts'

const TURNS = 50
const LIMIT_BYTES = 400_000

test.each([
  ['whole replies', wholeReply],
  ['streamed replies', streamedReply]
])(
  'a session of 50 turns over a 30 KB prompt stores at most 400 KB with %s, each body byte for byte',
  async (_, reply) => {
    const { store, dataDir } = await temporaryStore()
    const entries = makeSession(reply)
    for (const entry of entries) {
      store.append(entry)
      // A turn a batch, as when a person waits between them: the least that can be compressed together.
      await store.flush()
    }
    for (const entry of entries) {
      const stored = await store.readPayload(entry.id)
      expect(Buffer.from(stored.request ?? []).equals(Buffer.from(entry.request?.body ?? []))).toBe(true)
      expect(Buffer.from(stored.reply?.body ?? []).equals(Buffer.from(entry.reply?.body ?? []))).toBe(true)
    }
    const sent = entries.reduce(
      (sum, { request, reply }) => sum + (request?.body.length ?? 0) + (reply?.body.length ?? 0),
      0
    )
    expect((await store.storage()).payloadBytes).toBe(sent)
    await store.close()
    const bytes = await directoryBytes(dataDir)
    console.log(`${TURNS} turns: ${sent} bytes sent and received, ${bytes} on disk`)
    expect(bytes).toBeLessThanOrEqual(LIMIT_BYTES)
  }
)

/** Each turn sends the whole history; the reply is part of the next one. */
function makeSession(reply: (text: string) => RecordedReply): LogEntry[] {
  const random = seededRandom(7)
  const tools = Array.from({ length: 20 }, (_, index) => ({
    type: 'function',
    function: {
      name: `tool_${index}`,
      description: randomText(random, 900),
      parameters: { type: 'object', properties: { path: { type: 'string' } } }
    }
  }))
  const messages: { role: string; content: string }[] = [
    { role: 'system', content: randomText(random, 10_000) }
  ]
  return Array.from({ length: TURNS }, (_, turn) => {
    messages.push({ role: 'user', content: randomText(random, 700) })
    const answer = randomText(random, 1300)
    const entry = makeEntry({
      row: { session: 'session-of-an-agent', stream: reply === streamedReply },
      // Something in the envelope changes each turn, as a seed or a date would.
      request: slicedChat(messages, { tools, stream: true, seed: turn }),
      reply: reply(answer)
    })
    messages.push({ role: 'assistant', content: answer })
    return entry
  })
}

async function directoryBytes(directory: string): Promise<number> {
  const files = await readdir(directory)
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(directory, file))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}
