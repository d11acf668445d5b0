import { messageReading, messagesUsage } from './read-anthropic-messages.ts'
import { plainEvents } from './read-events.ts'
import type { ReplyReading } from './reading.ts'
import { at, isObject, numberAt, objectAt, parsed, textAt, type Json } from './walk-json.ts'

/**
 * Puts a Messages stream together as Anthropic's SDKs do, and names what they would stumble over: blocks count from 0
 * and only one is open, deltas fit their block, message_delta and message_stop come once, in this order.
 * https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
export function readMessagesStream(raw: string): ReplyReading & { readonly message: Json } {
  const broken: string[] = []
  const blocks: Record<string, unknown>[] = []
  let message: Record<string, unknown> = {}
  let usage: Record<string, unknown> | undefined
  let open = -1
  let stage: 'before' | 'blocks' | 'delta' | 'stopped' = 'before'
  let json = ''
  let error: string | null = null
  for (const { name, data } of plainEvents(raw)) {
    const event = parsed(data)
    if (!isObject(event)) {
      broken.push('an event that is no JSON object')
      continue
    }
    const type = textAt(event, 'type')
    if (name !== type) broken.push(`event name ${name} of an event of type ${type}`)
    switch (type) {
      case 'ping':
        break
      case 'message_start':
        if (stage !== 'before') broken.push('message_start twice')
        stage = 'blocks'
        message = { ...objectAt(event, 'message') }
        usage = { ...objectAt(event, 'message', 'usage') }
        if (textAt(message, 'id') === '' || textAt(message, 'role') !== 'assistant')
          broken.push('message_start without id or role')
        break
      case 'content_block_start':
        if (stage !== 'blocks') broken.push(`content_block_start in stage ${stage}`)
        if (open >= 0) broken.push('a block starts while another is open')
        if (numberAt(event, 'index') !== blocks.length) broken.push('blocks do not count from 0')
        open = blocks.length
        json = ''
        blocks.push({ ...objectAt(event, 'content_block') })
        break
      case 'content_block_delta': {
        const index = numberAt(event, 'index') ?? -1
        const block = blocks[index]
        if (index !== open || block === undefined) broken.push('a delta for a block that is not open')
        if (block === undefined) break
        json += addDelta(block, objectAt(event, 'delta'), broken)
        break
      }
      case 'content_block_stop': {
        if (numberAt(event, 'index') !== open) broken.push('a stop for a block that is not open')
        const block = blocks[open]
        if (json !== '' && block !== undefined) block['input'] = parsed(json) ?? json
        open = -1
        break
      }
      case 'message_delta':
        if (open >= 0) broken.push('message_delta while a block is open')
        if (stage !== 'blocks') broken.push(`message_delta in stage ${stage}`)
        stage = 'delta'
        message = { ...message, ...objectAt(event, 'delta') }
        usage = { ...usage, ...withoutNulls(objectAt(event, 'usage')) }
        break
      case 'message_stop':
        if (stage !== 'delta') broken.push(`message_stop in stage ${stage}`)
        stage = 'stopped'
        break
      case 'error':
        error ??= textAt(event, 'error', 'message')
        break
      default:
        broken.push(`an event of type ${type}`)
    }
  }
  if (stage !== 'stopped' && error === null) broken.push('no message_stop')
  const whole = { ...message, content: blocks, usage }
  const choice = messageReading(whole)
  return {
    choices: stage === 'before' ? [] : [choice],
    usage: messagesUsage(usage),
    broken: [...new Set(broken)],
    error,
    message: whole
  }
}

function withoutNulls(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

const DELTA_OF: Readonly<Record<string, readonly string[]>> = {
  text: ['text_delta', 'citations_delta'],
  thinking: ['thinking_delta', 'signature_delta'],
  tool_use: ['input_json_delta'],
  server_tool_use: ['input_json_delta'],
  mcp_tool_use: ['input_json_delta'],
  compaction: ['compaction_delta']
}

/** Returns a piece of a tool's JSON, which is read when the block stops. */
function addDelta(block: Record<string, unknown>, delta: Json, broken: string[]): string {
  const type = textAt(delta, 'type')
  const kind = textAt(block, 'type')
  if (!(DELTA_OF[kind] ?? []).includes(type)) broken.push(`a ${type} in a ${kind} block`)
  for (const [name, field] of [
    ['text_delta', 'text'],
    ['thinking_delta', 'thinking']
  ] as const) {
    if (type === name) block[field] = textAt(block, field) + textAt(delta, field)
  }
  if (type === 'signature_delta') block['signature'] = textAt(delta, 'signature')
  if (type === 'citations_delta') {
    const before = block['citations']
    block['citations'] = [...(Array.isArray(before) ? before : []), at(delta, 'citation')]
  }
  if (type === 'compaction_delta') block['content'] = at(delta, 'content')
  return type === 'input_json_delta' ? textAt(delta, 'partial_json') : ''
}
