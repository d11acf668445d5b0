import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import { assertNever } from '../../../shared/assert-never.ts'
import type {
  ChatEvent,
  ChatReply,
  Choice,
  Extra,
  Part,
  PartAmendment,
  RefusalPart,
  Seal,
  TextPart,
  UsageReport
} from '../chat.ts'
import { textOfPart } from '../collect-reply.ts'
import type { ReplyContext } from '../dialect.ts'
import type { Fields } from '../json.ts'
import type { EventWriter } from './event-writer.ts'
import { ItemPlace, type WrittenPart } from './item-place.ts'
import { replyMedia, type ItemStatus } from './output-items.ts'
import { OWN, ownFields, splitShell } from './own-extra.ts'
import { placeLogprobs } from './place-logprobs.ts'
import { responseEnd, responseHead } from './response-frame.ts'
import { isInMessage, LateContent, WrittenCall, WrittenThought, WrittenWhole } from './written-items.ts'
import { WrittenMessage } from './written-message.ts'

type Opened = Extract<ChatEvent, { type: 'open' }>

const NO_USAGE: UsageReport = { tokens: UNKNOWN_USAGE, dialect: OWN, raw: undefined }

/**
 * Makes a response out of a reply's events: item by item, each told as it begins, grows and is whole, and all of them
 * again at the end (https://platform.openai.com/docs/api-reference/responses-streaming). The response itself has one
 * answer; further ones are not told.
 */
export class ResponseWriter {
  readonly #writer: EventWriter
  readonly #context: ReplyContext
  readonly #output: Fields[] = []
  readonly #open = new Map<number, WrittenPart>()
  readonly #seals = new Map<number, Seal>()
  #count = 0
  #message: { readonly written: WrittenMessage; readonly index: number; readonly isOwn: boolean } | null =
    null
  #head: Fields | null = null
  #finish: Pick<Choice, 'finish' | 'logprobs'> = {}
  #usage: UsageReport | undefined
  #tier: string | undefined
  #extra: Extra | undefined
  #refused = false

  constructor(context: ReplyContext, writer: EventWriter) {
    this.#context = context
    this.#writer = writer
  }

  /** Whether it is known how the answer ended. */
  get isFinished(): boolean {
    return this.#finish.finish !== undefined
  }

  push(event: ChatEvent): string {
    switch (event.type) {
      case 'start':
        return this.begin(event)
      case 'open':
        return event.choice === 0 ? this.begin({}) + this.#openPart(event) : ''
      case 'delta':
        return event.choice === 0 ? (this.#open.get(event.index)?.grow(event.text) ?? '') : ''
      case 'amend':
        if (event.choice === 0) this.#amend(event.index, event.part)
        return ''
      case 'close':
        return event.choice === 0 ? this.#close(event.index) : ''
      case 'finish':
        if (event.choice === 0) this.#finish = event
        return ''
      case 'usage':
        this.#usage = event.usage
        this.#tier = event.serviceTier ?? this.#tier
        return ''
      case 'end':
        this.#extra = event.extra
        return ''
      case 'error':
        return ''
      default:
        return assertNever(event)
    }
  }

  /** The response has begun; told once. */
  begin(reply: Pick<ChatReply, 'id' | 'model' | 'created' | 'extra'>): string {
    if (this.#head !== null) return ''
    this.#head = responseHead(reply, this.#context)
    const response = { ...this.#head, status: 'in_progress', output: [] }
    return (
      this.#writer.write('response.created', { response }) +
      this.#writer.write('response.in_progress', { response })
    )
  }

  /** Everything that is still open ends, as the response does. */
  closeAll(): string {
    const { finish } = this.#finish
    const cut = finish?.reason === 'length' || finish?.reason === 'content-filter' || finish === undefined
    let text = this.begin({})
    for (const index of this.#open.keys()) text += this.#close(index)
    return text + this.#endMessage(cut ? 'incomplete' : 'completed')
  }

  /** The response as it stands at its end. */
  response(tier: string | undefined = this.#tier): Fields {
    const parts: Part[] = this.#refused ? [{ type: 'refusal', text: '' }] : []
    // Clients take the counts for granted, as the API always sends them.
    const usage = this.#usage ?? (this.#extra?.dialect === OWN ? undefined : NO_USAGE)
    const end = { usage, serviceTier: tier, extra: this.#extra }
    // A server of this API says itself what its response repeats of the request.
    const { id, object, created_at, model, ...frame } = this.#head ?? {}
    return {
      id,
      object,
      created_at,
      model,
      ...(this.#extra?.dialect === OWN ? {} : frame),
      ...responseEnd(end, { ...this.#finish, parts }),
      output: placeLogprobs(this.#output.filter(Boolean), this.#finish.logprobs)
    }
  }

  #openPart({ index, part }: Opened): string {
    switch (part.type) {
      case 'text':
        return this.#openContent(index, part)
      case 'refusal':
        this.#refused = true
        return this.#openContent(index, part)
      case 'reasoning':
        return this.#begin(
          index,
          new WrittenThought(this.#place(), { ...part, text: '' }, this.#context.newId),
          part
        )
      case 'tool-call':
        return this.#begin(index, new WrittenCall(this.#place(), part, this.#context.newId), part)
      case 'media': {
        const media = replyMedia(part, this.#context.newId)
        if (media === undefined) return ''
        this.#keepSeal(index, part.seal)
        if ('text' in media) return this.#openContent(index, { type: 'text', text: media.text })
        return this.#begin(index, new WrittenWhole(this.#place(), media.item), part)
      }
      case 'native':
        if (part.dialect !== OWN) return ''
        if (isInMessage(part)) {
          const { before, message } = this.#messageOf(part.extra)
          return before + message.addPart(part)
        }
        return this.#begin(index, new WrittenWhole(this.#place(), part.value), part)
      case 'tool-result':
        return ''
      default:
        return assertNever(part)
    }
  }

  #amend(index: number, amendment: PartAmendment): void {
    const written = this.#open.get(index)
    written?.amend(amendment)
    if (written instanceof LateContent || this.#seals.has(index)) this.#keepSeal(index, amendment.seal)
  }

  #begin(index: number, written: WrittenPart & { begin(): string }, part: Part): string {
    const before = this.#endMessage('completed')
    this.#open.set(index, written)
    return before + written.begin() + this.#growBy(written, textOfPart(part))
  }

  #openContent(index: number, part: TextPart | RefusalPart): string {
    const open = (): { readonly text: string; readonly part: WrittenPart } => {
      const { before, message } = this.#messageOf(part.extra)
      const opened = message.openPart({ ...part, text: '' })
      return { text: before + opened.text, part: opened.part }
    }
    if (part.type === 'text') this.#keepSeal(index, part.seal)
    // Other dialects begin texts that stay empty: they would be messages that say nothing.
    const written = part.extra?.dialect === OWN ? null : new LateContent(open)
    if (written !== null) {
      this.#open.set(index, written)
      return this.#growBy(written, part.text)
    }
    const opened = open()
    this.#open.set(index, opened.part)
    return opened.text + this.#growBy(opened.part, part.text)
  }

  #keepSeal(index: number, seal: Seal | undefined): void {
    if (seal !== undefined && seal.dialect !== OWN) this.#seals.set(index, seal)
  }

  /** What seals a text or a picture (Gemini) has no field here: it goes as a thought behind it, and comes back so. */
  #tellSeal(index: number): string {
    const seal = this.#seals.get(index)
    if (seal === undefined) return ''
    this.#seals.delete(index)
    const before = this.#endMessage('completed')
    const thought = new WrittenThought(
      this.#place(),
      { type: 'reasoning', text: '', seal },
      this.#context.newId
    )
    return before + thought.begin() + thought.close()
  }

  /** The message that a part belongs to: the last one where it goes on, else a new one. */
  #messageOf(extra: Extra | undefined): { readonly before: string; readonly message: WrittenMessage } {
    const fields = ownFields(extra)
    const { index: at } = fields
    const isOwn = typeof at === 'number'
    const current = this.#message
    if (current !== null && !current.written.isDone && current.index === this.#count - 1) {
      const goesOn = isOwn ? at > 0 && current.isOwn : !current.isOwn
      if (goesOn) return { before: '', message: current.written }
    }
    const before = this.#endMessage('completed')
    const shell = isOwn ? splitShell(fields).shell : {}
    const place = this.#place()
    const message = new WrittenMessage(place, shell, this.#context.newId)
    this.#message = { written: message, index: place.index, isOwn }
    return { before: before + message.begin(), message }
  }

  #place(): ItemPlace {
    return new ItemPlace(this.#writer, this.#output, this.#count++)
  }

  #growBy(written: WrittenPart, text: string): string {
    return text === '' ? '' : written.grow(text)
  }

  #close(index: number): string {
    const written = this.#open.get(index)
    if (written === undefined) return ''
    this.#open.delete(index)
    const closed = written.close()
    // A message stays open for further parts, but only until another item has begun.
    const isLast = this.#message?.index === this.#count - 1
    return closed + (isLast ? '' : this.#endMessage('completed')) + this.#tellSeal(index)
  }

  #endMessage(status: ItemStatus): string {
    return this.#message?.written.isIdle === true ? this.#message.written.end(status) : ''
  }
}
