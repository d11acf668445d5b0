import type { ChatEvent, Choice, Part, Seal } from '../chat.ts'
import { fieldsOf, isFields, textOf, type Fields } from '../json.ts'
import { decodePart } from './decode-part.ts'
import { finishWord, readFinish } from './finish-reason.ts'
import { PartialArgs } from './partial-args.ts'
import type { CallIds } from './tool-ids.ts'

interface OpenText {
  readonly index: number
  readonly kind: 'text' | 'reasoning'
  isSealed: boolean
  /** What a thought says so far: it may turn out to be one that a signature carries as well. */
  thought: string
}

interface OpenCall {
  readonly index: number
  readonly args: PartialArgs
}

const TEXTUAL = new Set(['text', 'thought', 'thoughtSignature'])
const TAKEN = new Set(['content', 'finishReason', 'logprobsResult', 'index'])
const SEALED_BY_GEMINI = 'gemini'

/** One candidate, chunk by chunk: what its parts say as events, and its end. */
export class ChoiceDecoder {
  readonly #choice: number
  readonly #ids: CallIds
  #next = 0
  #text: OpenText | null = null
  #call: OpenCall | null = null
  #hasCalls = false
  #texts = 0
  #extra: Record<string, unknown> | undefined
  #logprobs: Record<string, unknown> | undefined
  isFinished = false

  constructor(choice: number, ids: CallIds) {
    this.#choice = choice
    this.#ids = ids
  }

  /** A chunk's candidate. Its end comes apart, so that usage can be told before it. */
  push(candidate: Fields, events: ChatEvent[]): void {
    const content = candidate['content']
    const parts = isFields(content) ? content['parts'] : undefined
    if (Array.isArray(parts)) for (const part of parts) this.#part(part, events)
    else if (isFields(parts)) this.#part(parts, events)
    for (const name in candidate) {
      if (TAKEN.has(name)) continue
      const value = candidate[name]
      if (value !== null && value !== undefined) (this.#extra ??= {})[name] = value
    }
    const logprobs = candidate['logprobsResult']
    if (isFields(logprobs)) this.#addLogprobs(logprobs)
  }

  /** The candidate's end where the chunk says it: closes what is open. */
  finish(word: unknown, events: ChatEvent[]): void {
    const found = finishWord(word)
    if (found === undefined || this.isFinished) return
    this.#cite(events)
    this.close(events)
    this.isFinished = true
    const logprobs: Choice['logprobs'] =
      this.#logprobs === undefined ? undefined : { dialect: 'gemini', value: this.#logprobs }
    events.push({
      type: 'finish',
      choice: this.#choice,
      finish: readFinish(found, this.#hasCalls),
      ...(logprobs === undefined ? {} : { logprobs }),
      ...(this.#extra === undefined ? {} : { extra: { dialect: 'gemini', fields: this.#extra } })
    })
  }

  /** The sources of the only text, for clients of other dialects; places in one of several could not be told. */
  #cite(events: ChatEvent[]): void {
    if (this.#text?.kind !== 'text' || this.#texts > 1) return
    const grounding = fieldsOf(this.#extra?.['groundingMetadata'])
    const cited = fieldsOf(this.#extra?.['citationMetadata'])?.['citationSources']
    const { groundingChunks, groundingSupports } = grounding ?? {}
    if (groundingChunks === undefined && cited === undefined) return
    const value = { groundingChunks, groundingSupports, citationSources: cited }
    const { index } = this.#text
    events.push({
      type: 'amend',
      choice: this.#choice,
      index,
      part: { citations: { dialect: 'gemini', value } }
    })
  }

  close(events: ChatEvent[]): void {
    this.#closeText(events)
    this.#closeCall(events)
  }

  #part(value: unknown, events: ChatEvent[]): void {
    if (!isFields(value)) return
    const text = value['text']
    if (typeof text === 'string' && isTextual(value)) {
      const signature = textOf(value['thoughtSignature'])
      const isOwn = signature === undefined || !mayCarry(signature)
      if (isOwn) {
        this.#addText(value['thought'] === true ? 'reasoning' : 'text', text, signature, events)
        return
      }
    }
    const call = value['functionCall']
    if (isFields(call) && this.#addPieces(call, textOf(value['thoughtSignature']), events)) return
    for (const part of decodePart(value, this.#ids, 'part')) this.#whole(part, events)
  }

  #addText(kind: OpenText['kind'], text: string, signature: string | undefined, events: ChatEvent[]): void {
    const seal = signature === undefined || signature === '' ? undefined : sealOf(signature)
    const open = this.#text
    if (open === null || open.kind !== kind || open.isSealed) {
      if (text === '' && seal === undefined) return
      this.#openText({ type: kind, text, ...(seal === undefined ? {} : { seal }) }, events)
      return
    }
    const { index } = open
    if (text !== '') events.push({ type: 'delta', choice: this.#choice, index, text })
    if (kind === 'reasoning') open.thought += text
    if (seal === undefined) return
    events.push({ type: 'amend', choice: this.#choice, index, part: { seal } })
    open.isSealed = true
  }

  #openText(part: Part & { type: OpenText['kind']; text: string; seal?: Seal }, events: ChatEvent[]): void {
    this.#closeText(events)
    const index = this.#next++
    if (part.type === 'text') this.#texts++
    this.#text = { index, kind: part.type, isSealed: part.seal !== undefined, thought: part.text }
    events.push({ type: 'open', choice: this.#choice, index, part })
  }

  /** A part that is no plain text: whole from its beginning, but for texts with more to them. */
  #whole(part: Part, events: ChatEvent[]): void {
    if (part.type === 'reasoning' && this.#isSaid(part.text, part.seal)) {
      const { index } = this.#text ?? { index: 0 }
      if (part.seal !== undefined) {
        events.push({ type: 'amend', choice: this.#choice, index, part: { seal: part.seal } })
      }
      this.#closeText(events)
      return
    }
    if (part.type === 'text' && part.extra === undefined) {
      this.#addText('text', part.text, part.seal?.value, events)
      return
    }
    this.#closeText(events)
    if (part.type === 'tool-call') this.#hasCalls = true
    const index = this.#next++
    events.push({ type: 'open', choice: this.#choice, index, part })
    events.push({ type: 'close', choice: this.#choice, index })
  }

  /** Whether a thought that a signature carries is the one that was just shown. */
  #isSaid(text: string, seal: Seal | undefined): boolean {
    const open = this.#text
    if (open === null || open.kind !== 'reasoning' || open.isSealed) return false
    return open.thought === text && seal?.dialect !== SEALED_BY_GEMINI
  }

  /** A call whose arguments come in pieces; false where the part is a whole call. */
  #addPieces(call: Fields, signature: string | undefined, events: ChatEvent[]): boolean {
    const name = textOf(call['name'])
    const isPiece = call['willContinue'] === true || call['partialArgs'] !== undefined
    if (name === undefined && this.#call === null && !isPiece) return true
    if (name === undefined && this.#call !== null) {
      this.#call.args.add(call['partialArgs'])
      if (isFields(call['args'])) this.#call.args.merge(call['args'])
      if (call['willContinue'] !== true) this.#closeCall(events)
      return true
    }
    this.#closeCall(events)
    if (!isPiece) return false
    this.#closeText(events)
    this.#hasCalls = true
    const index = this.#next++
    const seal = signature === undefined ? undefined : sealOf(signature)
    const id = this.#ids.call(textOf(call['id']), name ?? '')
    events.push({
      type: 'open',
      choice: this.#choice,
      index,
      part: { type: 'tool-call', id, name: name ?? '', args: '', ...(seal === undefined ? {} : { seal }) }
    })
    this.#call = { index, args: new PartialArgs() }
    this.#call.args.add(call['partialArgs'])
    if (isFields(call['args'])) this.#call.args.merge(call['args'])
    if (call['willContinue'] !== true) this.#closeCall(events)
    return true
  }

  #closeText(events: ChatEvent[]): void {
    if (this.#text === null) return
    events.push({ type: 'close', choice: this.#choice, index: this.#text.index })
    this.#text = null
  }

  #closeCall(events: ChatEvent[]): void {
    if (this.#call === null) return
    const { index, args } = this.#call
    events.push({ type: 'delta', choice: this.#choice, index, text: args.text() })
    events.push({ type: 'close', choice: this.#choice, index })
    this.#call = null
  }

  /** Each chunk has those of its own tokens. */
  #addLogprobs(logprobs: Fields): void {
    const sum = (this.#logprobs ??= {})
    for (const [name, value] of Object.entries(logprobs)) {
      const before = sum[name]
      sum[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value
    }
  }
}

function sealOf(value: string): Seal {
  return { dialect: 'gemini', value }
}

function isTextual(part: Fields): boolean {
  for (const name in part) if (!TEXTUAL.has(name)) return false
  return true
}

/** A signature of Gatehouse's own, with another provider's thoughts in it, begins with one of these. */
function mayCarry(signature: string): boolean {
  return signature.startsWith('Z2h0') || signature.startsWith('ghs1_')
}
