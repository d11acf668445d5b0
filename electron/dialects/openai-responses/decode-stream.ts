import type { ChatEvent, Part } from '../chat.ts'
import type { ServerEvent, StreamDecoder } from '../dialect.ts'
import { fieldsOf, isFields, parseFields, recordsOf, textOf, type Fields } from '../json.ts'
import { decodeChoice, decodeEnd, decodeHead } from './decode-reply.ts'
import { OWN } from './own-extra.ts'
import { StreamedItem } from './streamed-item.ts'
import { eventType, isDone, streamError } from './watch-stream.ts'

/**
 * Reads a streamed response (https://platform.openai.com/docs/api-reference/responses-streaming). Servers leave events
 * out as they like: whatever the pieces missed is taken from the item's end, or from the response's.
 */
export function openStreamDecoder(): StreamDecoder {
  return new ResponseDecoder()
}

class ResponseDecoder implements StreamDecoder {
  #events: ChatEvent[] = []
  readonly #items = new Map<number, StreamedItem>()
  readonly #itemsById = new Map<string, StreamedItem>()
  /** The parts that are whole, by their index. */
  readonly #parts: Part[] = []
  #parted = 0
  #isStarted = false
  #isOver = false

  push(event: ServerEvent): readonly ChatEvent[] {
    if (this.#isOver) return []
    if (isDone(event)) this.#end({})
    else {
      const data = parseFields(event.data)
      if (data !== undefined) this.#read(eventType(event, data), data)
    }
    return this.#take()
  }

  end(): readonly ChatEvent[] {
    if (!this.#isOver) for (const item of this.#items.values()) item.abandon()
    return this.#take()
  }

  #take(): readonly ChatEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  #read(type: string, data: Fields): void {
    switch (type) {
      case 'response.output_text.delta':
        return this.#speak(data, 'text', data['delta'])
      case 'response.output_text.done':
        return this.#speak(data, 'text', data['text'], true)
      case 'response.refusal.delta':
        return this.#speak(data, 'refusal', data['delta'])
      case 'response.refusal.done':
        return this.#speak(data, 'refusal', data['refusal'], true)
      case 'response.reasoning_summary_text.delta':
        return this.#itemOf(data, 'reasoning').addThought('summary', data['summary_index'], data['delta'])
      case 'response.reasoning_summary_text.done':
        return this.#itemOf(data, 'reasoning').addThought(
          'summary',
          data['summary_index'],
          data['text'],
          true
        )
      case 'response.reasoning_text.delta':
        return this.#itemOf(data, 'reasoning').addThought('content', data['content_index'], data['delta'])
      case 'response.reasoning_text.done':
        return this.#itemOf(data, 'reasoning').addThought(
          'content',
          data['content_index'],
          data['text'],
          true
        )
      case 'response.function_call_arguments.delta':
      case 'response.custom_tool_call_input.delta':
        return this.#known(data)?.addArguments(data['delta'])
      case 'response.function_call_arguments.done':
        return this.#known(data)?.addArguments(data['arguments'], true)
      case 'response.custom_tool_call_input.done':
        return this.#known(data)?.addArguments(data['input'], true)
      case 'response.output_item.added':
        return this.#begin(data)
      case 'response.output_item.done':
        return this.#finish(data)
      case 'response.content_part.added':
        return this.#beginContent(data)
      case 'response.content_part.done':
        return this.#known(data)?.endContent(placeOf(data), data['part'])
      default:
        return this.#readFrame(type, data)
    }
  }

  /** What is about the response as a whole. */
  #readFrame(type: string, data: Fields): void {
    const response = fieldsOf(data['response']) ?? {}
    switch (type) {
      case 'response.created':
      case 'response.in_progress':
      case 'response.queued':
        return this.#start(response)
      case 'response.completed':
      case 'response.incomplete':
      case 'response.cancelled':
        return this.#end(response)
      case 'response.failed':
        return this.#fail(data, response)
      case 'error':
        return this.#emit({ type: 'error', error: streamError(data) })
      default:
        // Some servers send their plain error body as an event.
        if (isFields(data['error'])) this.#emit({ type: 'error', error: streamError(data) })
    }
  }

  #emit(event: ChatEvent): void {
    this.#events.push(event)
  }

  #start(response: Fields): void {
    if (this.#isStarted) return
    this.#isStarted = true
    // What else it says is told at its end; until then it is known for one of this dialect.
    this.#emit({ type: 'start', ...decodeHead(response), extra: { dialect: OWN, fields: {} } })
  }

  #speak(data: Fields, type: 'text' | 'refusal', text: unknown, whole = false): void {
    const item = this.#itemOf(data, 'message')
    if (text !== '') this.#closeThoughts(item)
    item.addContent(placeOf(data), type, text, whole)
  }

  /** Thoughts that are not closed when the answer begins (OpenRouter ends them last) would hold it up. */
  #closeThoughts(speaking: StreamedItem): void {
    for (const item of this.#items.values()) if (item !== speaking && item.type === 'reasoning') item.close()
  }

  #begin(data: Fields): void {
    const item = fieldsOf(data['item'])
    if (item !== undefined) this.#add(data, item).begin()
  }

  #beginContent(data: Fields): void {
    const type = fieldsOf(data['part'])?.['type']
    if (type !== 'output_text' && type !== 'refusal' && type !== 'text') return
    this.#itemOf(data, 'message').openContent(placeOf(data), type === 'refusal' ? 'refusal' : 'text')
  }

  #finish(data: Fields): void {
    const item = fieldsOf(data['item'])
    if (item !== undefined)
      this.#finishItem(this.#known(data) ?? this.#byId(item) ?? this.#add(data, item), item)
  }

  #finishItem(streamed: StreamedItem, item: Fields): void {
    if (streamed.isDone) return
    for (const [index, part] of streamed.finish(item)) this.#parts[index] = part
  }

  #known(data: Fields): StreamedItem | undefined {
    const { output_index: at, item_id: id } = data
    return (typeof at === 'number' ? this.#items.get(at) : undefined) ?? this.#itemsById.get(textOf(id) ?? '')
  }

  #byId(item: Fields): StreamedItem | undefined {
    return this.#itemsById.get(textOf(item['id']) ?? '')
  }

  /** The item that a piece belongs to, also where nothing said that it begins. */
  #itemOf(data: Fields, type: 'message' | 'reasoning'): StreamedItem {
    const known = this.#known(data)
    if (known?.type === type) return known
    const id = textOf(data['item_id'])
    return this.#add(data, id === undefined ? { type } : { type, id })
  }

  #add(data: Fields, item: Fields): StreamedItem {
    const { output_index: said } = data
    const at = typeof said === 'number' && !this.#items.has(said) ? said : this.#freePlace()
    const streamed = new StreamedItem(
      item,
      (event) => this.#events.push(event),
      () => this.#parted++
    )
    this.#items.set(at, streamed)
    const id = textOf(item['id'])
    if (id !== undefined && id !== '') this.#itemsById.set(id, streamed)
    return streamed
  }

  #freePlace(): number {
    let place = this.#items.size
    while (this.#items.has(place)) place++
    return place
  }

  #end(response: Fields): void {
    this.#isOver = true
    if (Object.keys(response).length > 0) this.#start(response)
    this.#finishAll(response)
    const { finish, logprobs } = decodeChoice(response, this.#parts.filter(Boolean))
    if (finish !== undefined) this.#emit({ type: 'finish', choice: 0, finish, logprobs })
    const { usage, serviceTier, extra } = decodeEnd(response)
    if (usage !== undefined) this.#emit({ type: 'usage', usage, serviceTier })
    this.#emit({ type: 'end', extra })
  }

  #fail(data: Fields, response: Fields): void {
    this.#finishAll(response)
    const { usage, serviceTier } = decodeEnd(response)
    if (usage !== undefined) this.#emit({ type: 'usage', usage, serviceTier })
    this.#emit({ type: 'error', error: streamError(data) })
    this.#isOver = true
  }

  /** The items of the response at its end: those that were told whole already are passed over. */
  #finishAll(response: Fields): void {
    const told = this.#items.size
    for (const [at, item] of recordsOf(response['output']).entries()) {
      const place = this.#items.get(at)
      const streamed = this.#byId(item) ?? (place?.type === item['type'] ? place : undefined)
      if (streamed !== undefined) this.#finishItem(streamed, item)
      else if (at >= told) this.#finishItem(this.#add({ output_index: at }, item), item)
    }
    for (const item of this.#items.values()) {
      if (item.isDone) {
        // A piece that came behind its item's end has opened another part of it.
        item.close()
        continue
      }
      for (const [index, part] of item.abandon()) this.#parts[index] = part
    }
  }
}

function placeOf(data: Fields): number {
  const { content_index: at } = data
  return typeof at === 'number' ? at : 0
}
