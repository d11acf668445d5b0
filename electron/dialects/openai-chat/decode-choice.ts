import type { ChatEvent, Choice, Part, ReasoningPart, Seal } from '../chat.ts'
import { fieldsOf, isFields, recordsOf, textOf, type Fields } from '../json.ts'
import { AudioPieces } from './audio-pieces.ts'
import { decodeContent } from './decode-content.ts'
import { thoughtSignature } from './decode-tool-call.ts'
import { decodeFinish } from './finish-reason.ts'
import { LogprobPieces } from './logprob-pieces.ts'
import { partOfDetail, TEXT_SEAL_ID } from './reasoning-details.ts'
import { ToolCallFragments } from './tool-call-fragments.ts'

type GrowingType = 'text' | 'reasoning' | 'refusal'

/** The text, thought or refusal that is open; there is one at a time. */
interface Growing {
  readonly type: GrowingType
  readonly index: number
  /** What has come of a thought. */
  text: string
  /** Members of its entry in `reasoning_details`, where it has one. */
  detail: Fields | null
}

/** Fields of a delta that have a place of their own; others are kept for the reply's end. */
const READ = new Set(
  'role content refusal reasoning_content reasoning reasoning_details tool_calls function_call audio images annotations'.split(
    ' '
  )
)
/** Of a choice in a chunk; the rest of the last one is the reply's. */
const READ_OF_CHOICE = new Set('index delta message finish_reason logprobs text obfuscation'.split(' '))

/** One choice of a stream: its deltas as parts that open, grow and close. */
export class ChoiceDecoder {
  readonly choice: number
  readonly #stem: string
  events: ChatEvent[] = []
  readonly #calls = new ToolCallFragments()
  readonly #audio = new AudioPieces()
  readonly #logprobs = new LogprobPieces()
  #next = 0
  #growing: Growing | null = null
  #annotations: Fields[] = []
  #rest: Record<string, unknown> = {}
  #finished = false

  /** `stem` tells calls without an id apart from those of other replies. */
  constructor(choice: number, stem: string) {
    this.choice = choice
    this.#stem = stem
  }

  get finished(): boolean {
    return this.#finished
  }

  /** Reads a choice of a chunk; what it says goes to `events`. */
  push(fields: Fields, events: ChatEvent[]): void {
    this.events = events
    const delta = fieldsOf(fields['delta']) ?? fieldsOf(fields['message'])
    if (delta !== undefined) this.#read(delta)
    this.#grow('text', fields['text'])
    this.#logprobs.add(fields['logprobs'])
    const word = fields['finish_reason']
    if (typeof word === 'string' && word !== '') this.#finish(word, fields)
  }

  /** The stream is over, with or without a word on why. */
  end(events: ChatEvent[], isWhole: boolean): void {
    this.events = events
    // Some say more behind the word on why they ended.
    if (isWhole && !this.#finished) this.#finish('', {})
    else this.#closeAll()
  }

  #read(delta: Fields): void {
    const details = recordsOf(delta['reasoning_details'])
    for (const detail of details) this.#readDetail(detail)
    // The entries say the same again, where they have texts.
    if (details.every((detail) => detail['type'] === 'reasoning.encrypted')) {
      const plain = textOf(delta['reasoning_content']) || textOf(delta['reasoning'])
      this.#grow('reasoning', plain)
    }
    const { content } = delta
    if (typeof content === 'string') this.#grow('text', content)
    else if (Array.isArray(content)) for (const part of decodeContent(content, null)) this.#readPart(part)
    this.#grow('refusal', delta['refusal'])
    for (const call of recordsOf(delta['tool_calls'])) this.#calls.add(call, this, this.#stem)
    const oldCall = fieldsOf(delta['function_call'])
    if (oldCall !== undefined) this.#calls.addOld(oldCall, this, this.#stem)
    this.#audio.add(delta['audio'])
    for (const image of recordsOf(delta['images']))
      for (const part of decodeContent([{ type: 'image_url', ...image }], null)) this.#openWhole(part)
    this.#cite(delta['annotations'])
    for (const name in delta) if (!READ.has(name)) this.#keep(name, delta[name])
  }

  #keep(name: string, value: unknown): void {
    if (value === null || value === '') return
    this.#rest[name] = value
    const seal = name === 'extra_content' ? thoughtSignature({ extra_content: value }) : undefined
    if (seal !== undefined) this.#sealText(seal)
  }

  /** More of a text, a thought or a refusal; opens one where none is. */
  #grow(type: GrowingType, text: unknown, extra?: ReasoningPart['extra']): void {
    if (typeof text !== 'string' || text === '') return
    let growing = this.#growing
    if (growing === null || growing.type !== type || growing.detail !== null)
      growing = this.#open(type === 'reasoning' ? { type, text: '', extra } : { type, text: '' })
    this.#add(growing, text)
  }

  #add(growing: Growing, text: string): void {
    if (growing.type === 'reasoning') growing.text += text
    this.events.push({ type: 'delta', choice: this.choice, index: growing.index, text })
  }

  #open(part: Part & { type: GrowingType }): Growing {
    const index = this.openBeside()
    this.#growing = { type: part.type, index, text: '', detail: null }
    this.events.push({ type: 'open', choice: this.choice, index, part })
    return this.#growing
  }

  /** Closes what grows and gives the next part's index. */
  openBeside(): number {
    this.#closeGrowing()
    return this.#next++
  }

  #openWhole(part: Part): void {
    const index = this.openBeside()
    this.events.push({ type: 'open', choice: this.choice, index, part })
    this.events.push({ type: 'close', choice: this.choice, index })
  }

  /** Parts of a content that is a list: Mistral's texts and thoughts. */
  #readPart(part: Part): void {
    if (part.type === 'text') this.#grow('text', part.text)
    else if (part.type === 'reasoning') this.#grow('reasoning', part.text, part.extra)
    else this.#openWhole(part)
  }

  #readDetail(detail: Fields): void {
    const part = partOfDetail(detail)
    if (part.id === TEXT_SEAL_ID && part.seal !== undefined) return this.#sealText(part.seal)
    if (detail['type'] === 'reasoning.encrypted') return this.#openWhole(part)
    const growing = this.#growing
    const isThought = growing?.type === 'reasoning'
    const isRepeated = part.text === growing?.text || (part.text === '' && part.seal !== undefined)
    if (isThought && growing.detail === null && isRepeated) {
      // The thought that has come as plain text is said again, whole and sealed.
      growing.detail = detail
      return undefined
    }
    const isSame =
      isThought &&
      growing.detail !== null &&
      growing.detail['type'] === detail['type'] &&
      growing.detail['index'] === detail['index']
    const { id, summary } = part
    const open = isSame ? growing : this.#open({ type: 'reasoning', text: '', id, summary })
    open.detail = { ...open.detail, ...detail }
    if (part.text !== '') this.#add(open, part.text)
    return undefined
  }

  #cite(annotations: unknown): void {
    if (!Array.isArray(annotations) || annotations.length === 0) return
    for (const annotation of annotations) if (isFields(annotation)) this.#annotations.push(annotation)
  }

  #sealText(seal: Seal): void {
    if (this.#growing?.type === 'text') this.#amend(this.#growing.index, { seal })
  }

  #amend(index: number, part: Extract<ChatEvent, { type: 'amend' }>['part']): void {
    this.events.push({ type: 'amend', choice: this.choice, index, part })
  }

  #closeGrowing(): void {
    const growing = this.#growing
    if (growing === null) return
    this.#growing = null
    if (growing.type === 'text' && this.#annotations.length > 0) {
      this.#amend(growing.index, { citations: { dialect: 'openai-chat', value: this.#annotations } })
      this.#annotations = []
    }
    const sealed = growing.detail === null ? undefined : partOfDetail(growing.detail)
    if (sealed?.seal !== undefined) this.#amend(growing.index, { seal: sealed.seal, id: sealed.id })
    this.events.push({ type: 'close', choice: this.choice, index: growing.index })
  }

  #closeAll(): void {
    this.#closeGrowing()
    this.#calls.close(this)
    const audio = this.#audio.take()
    if (audio !== undefined) this.#openWhole(audio)
  }

  #finish(word: string, fields: Fields): void {
    // OpenRouter says it again in chunks behind.
    if (this.#finished) return
    this.#finished = true
    this.#closeAll()
    const rest: Record<string, unknown> = {}
    for (const name in fields) {
      const value = fields[name]
      if (!READ_OF_CHOICE.has(name) && value !== null) rest[name] = value
    }
    // Of no text, or of one that had closed before.
    if (this.#annotations.length > 0) this.#rest['annotations'] = this.#annotations
    if (Object.keys(this.#rest).length > 0) rest['message'] = this.#rest
    const value = this.#logprobs.value()
    const logprobs: Choice['logprobs'] = value === undefined ? undefined : { dialect: 'openai-chat', value }
    this.events.push({
      type: 'finish',
      choice: this.choice,
      finish: decodeFinish(word, this.#calls.any, textOf(fields['stop_reason'])),
      logprobs,
      extra: Object.keys(rest).length === 0 ? undefined : { dialect: 'openai-chat', fields: rest }
    })
  }
}
