import { assertNever } from '../../../shared/assert-never.ts'
import type { ChatEvent, Finish, Part, PartAmendment, UsageReport } from '../chat.ts'
import { amended, textOfPart } from '../collect-reply.ts'
import type { StreamEncoder, ToldError } from '../dialect.ts'
import { ownFields } from '../field-reader.ts'
import { recordsOf, textOf, type Fields } from '../json.ts'
import { writeEvent } from '../read-events.ts'
import { encodeReasoning, toolInput, writeSealedToolId } from './encode-blocks.ts'
import { encodeError } from './encode-error.ts'
import { encodeReplyBlock, moreOf } from './encode-reply.ts'
import { encodeUsage } from './read-usage.ts'
import { writeStopReason } from './stop-reasons.ts'

/**
 * A stream of ConverseStream, its events as server-sent ones: no client is answered in this dialect, so that nothing puts
 * them into AWS's binary frames. Blocks tell their index, so that several may be open at once.
 */
export class ConverseStreamEncoder implements StreamEncoder {
  readonly #open = new Map<number, Part>()
  #begun = false
  #over = false
  #hasCalls = false
  #finish: Finish | undefined
  #usage: UsageReport | undefined
  #tier: string | undefined

  push(event: ChatEvent): string {
    if (this.#over) return ''
    switch (event.type) {
      case 'start':
        return this.#begin()
      case 'usage':
        this.#usage = event.usage
        this.#tier = event.serviceTier
        return ''
      case 'finish':
        if (event.choice === 0) this.#finish = event.finish
        return ''
      case 'error':
        this.#over = true
        return write(event.error.code ?? 'internalServerException', { message: event.error.message })
      case 'end':
        return this.#stop(ownFields('bedrock-converse', event.extra))
      case 'open':
      case 'delta':
      case 'amend':
      case 'close':
        return event.choice === 0 ? this.#begin() + this.#pushPart(event) : ''
      default:
        return assertNever(event)
    }
  }

  fail(error: ToldError): string {
    if (this.#over) return ''
    this.#over = true
    const { __type: type, message } = encodeError(error)
    const name = textOf(type) ?? 'InternalServerException'
    return write(name.charAt(0).toLowerCase() + name.slice(1), { message })
  }

  end(): string {
    return this.#over || this.#finish === undefined ? '' : this.#stop({})
  }

  #begin(): string {
    if (this.#begun) return ''
    this.#begun = true
    return write('messageStart', { role: 'assistant' })
  }

  #pushPart(event: Extract<ChatEvent, { index: number }>): string {
    const { index } = event
    const part = this.#open.get(index)
    switch (event.type) {
      case 'open':
        this.#open.set(index, event.part)
        return this.#start(index, event.part)
      case 'delta':
        return part === undefined ? '' : this.#grow(index, part, event.text)
      case 'amend':
        if (part !== undefined) this.#open.set(index, this.#amended(part, event.part))
        return ''
      case 'close':
        this.#open.delete(index)
        return part === undefined
          ? ''
          : closing(index, part) + write('contentBlockStop', { contentBlockIndex: index })
      default:
        return assertNever(event)
    }
  }

  #amended(part: Part, amendment: PartAmendment): Part {
    return amended(part, amendment)
  }

  #start(index: number, part: Part): string {
    if (part.type !== 'tool-call') return this.#grow(index, part, textOfPart(part))
    this.#hasCalls = true
    const toolUse = { toolUseId: writeSealedToolId(part.id, part.seal), name: part.name }
    const started = write('contentBlockStart', { start: { toolUse }, contentBlockIndex: index })
    return started + (part.custom === true ? '' : this.#grow(index, part, part.args))
  }

  #grow(index: number, part: Part, text: string): string {
    if (text === '') return ''
    if (part.type === 'tool-call') {
      if (part.custom !== true) return delta(index, { toolUse: { input: text } })
      // Free text is no JSON before it is whole.
      this.#open.set(index, { ...part, args: part.args + text })
      return ''
    }
    return delta(index, part.type === 'reasoning' ? { reasoningContent: { text } } : { text })
  }

  #stop(extra: Fields): string {
    const begun = this.#begin()
    const blocks = [...this.#open].map(([index, part]) => {
      return closing(index, part) + write('contentBlockStop', { contentBlockIndex: index })
    })
    this.#over = true
    const { additionalModelResponseFields: more, ...rest } = extra
    const stop = {
      stopReason: writeStopReason(this.#finish, this.#hasCalls),
      ...(more === undefined ? moreOf(this.#finish, {}) : { additionalModelResponseFields: more })
    }
    const tier = this.#tier === undefined ? {} : { serviceTier: { type: this.#tier } }
    const metadata = { usage: encodeUsage(this.#usage), ...rest, ...tier }
    return begun + blocks.join('') + write('messageStop', stop) + write('metadata', metadata)
  }
}

/** What is known of a block at its end only. */
function closing(index: number, part: Part): string {
  switch (part.type) {
    case 'reasoning': {
      if (part.seal === undefined) return ''
      const { reasoningContent } = encodeReasoning({ ...part, text: '' })
      const thought = Object(reasoningContent)
      const signature: unknown = thought['reasoningText']?.['signature']
      return delta(index, {
        reasoningContent:
          signature === undefined ? { redactedContent: thought['redactedContent'] } : { signature }
      })
    }
    case 'text':
      if (part.citations?.dialect !== 'bedrock-converse') return ''
      return recordsOf(part.citations.value)
        .map((citation) => delta(index, { citation }))
        .join('')
    case 'tool-call':
      return part.custom === true
        ? delta(index, { toolUse: { input: JSON.stringify(toolInput(part.args, () => undefined)) } })
        : ''
    case 'media':
    case 'native':
      return wholeBlock(index, part)
    case 'refusal':
    case 'tool-result':
      return ''
    default:
      return assertNever(part)
  }
}

function wholeBlock(index: number, part: Part): string {
  const block = encodeReplyBlock(part)
  if (block === undefined) return ''
  if (textOf(block['text']) !== undefined) return delta(index, block)
  return write('contentBlockStart', { start: block, contentBlockIndex: index })
}

function delta(index: number, fields: Fields): string {
  return write('contentBlockDelta', { delta: fields, contentBlockIndex: index })
}

function write(name: string, fields: Fields): string {
  return writeEvent(JSON.stringify(fields), name)
}
