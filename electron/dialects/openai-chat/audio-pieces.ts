import type { MediaPart } from '../chat.ts'
import { fieldsOf, type Fields } from '../json.ts'

/** Sound that comes in pieces, each base64 of its own, with the words beside it. */
export class AudioPieces {
  #pieces: Buffer[] = []
  #fields: Record<string, unknown> = {}

  add(audio: unknown): void {
    const fields = fieldsOf(audio)
    if (fields === undefined) return
    for (const [name, value] of Object.entries(fields)) this.#addField(name, value)
  }

  #addField(name: string, value: unknown): void {
    if (value === null || value === '' || value === undefined) return
    if (name === 'data' && typeof value === 'string') this.#pieces.push(Buffer.from(value, 'base64'))
    else if (name === 'transcript' && typeof value === 'string') {
      const before = this.#fields[name]
      this.#fields[name] = typeof before === 'string' ? before + value : value
    } else this.#fields[name] = value
  }

  /** The whole of it, once; undefined where none came. */
  take(): MediaPart | undefined {
    if (this.#pieces.length === 0) return undefined
    const data = Buffer.concat(this.#pieces).toString('base64')
    this.#pieces = []
    const fields: Fields | undefined = Object.keys(this.#fields).length === 0 ? undefined : this.#fields
    const extra = fields === undefined ? undefined : { dialect: 'openai-chat' as const, fields }
    return { type: 'media', kind: 'audio', source: { kind: 'base64', data }, extra }
  }
}
