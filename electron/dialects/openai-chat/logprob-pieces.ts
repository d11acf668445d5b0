import { fieldsOf, type Fields } from '../json.ts'

/** Log probabilities, which come with the tokens that they are of: lists that are put together. */
export class LogprobPieces {
  #lists: Record<string, unknown[]> | null = null

  add(logprobs: unknown): void {
    const fields = fieldsOf(logprobs)
    if (fields === undefined) return
    for (const [name, value] of Object.entries(fields)) {
      if (!Array.isArray(value)) continue
      this.#lists ??= {}
      const list = (this.#lists[name] ??= [])
      for (const item of value) list.push(item)
    }
  }

  /** As a whole reply has it; undefined where none came. */
  value(): Fields | undefined {
    return this.#lists === null ? undefined : { content: null, refusal: null, ...this.#lists }
  }
}
