import { fieldsOf, textOf, type Fields } from '../json.ts'

/**
 * Gemini need not give its calls ids, and pairs results with them by name and order then
 * (https://ai.google.dev/api/caching#FunctionCall). Every other dialect needs one: it is made from what stays the same,
 * begins with this, and is left out again on the way to Gemini or its clients.
 */
const MADE = 'gcall_'

/** A made id; letters, digits, `_` and `-`, and no more than the 40 characters that OpenAI takes. */
export function madeId(place: string): string {
  return MADE + place.replace(/[^a-zA-Z0-9_-]/g, '').slice(-34)
}

export function isMadeId(id: string): boolean {
  return id.startsWith(MADE)
}

/** Gemini CLI puts the function's name before the ids that it got; the provider's own id is behind it. */
export function withoutNamePrefix(id: string, name: string): string {
  const prefix = `${name}__`
  return id.length > prefix.length && id.startsWith(prefix) ? id.slice(prefix.length) : id
}

/** What pairs calls with results. */
export interface CallIds {
  /** The id of a call that came with this id or without one. */
  call(id: string | undefined, name: string): string
  /** Which call a result belongs to, by its id, or else by its name and order. */
  result(
    id: string | undefined,
    name: string | undefined
  ): { readonly id: string; readonly name: string | undefined }
}

interface OpenCall {
  readonly id: string
  readonly name: string
  readonly turn: number
}

/** Ids of a whole conversation, in its order; `nextTurn` is told where a turn of the model begins. */
export class ConversationIds implements CallIds {
  #open: OpenCall[] = []
  #calls = 0
  #results = 0
  #turn = 0

  nextTurn(): void {
    this.#turn++
  }

  call(given: string | undefined, name: string): string {
    const made = madeId(String(this.#calls++))
    const id = given === undefined || given === '' ? made : withoutNamePrefix(given, name)
    this.#open.push({ id, name, turn: this.#turn })
    return id
  }

  result(given: string | undefined, name: string | undefined): { id: string; name: string | undefined } {
    const id = given === undefined ? undefined : withoutNamePrefix(given, name ?? '')
    const call = this.#find(id, name)
    this.#results++
    if (call === undefined) {
      return { id: id === undefined || id === '' ? madeId(`result_${this.#results}`) : id, name }
    }
    this.#open = this.#open.filter((open) => open !== call)
    return { id: call.id, name: name ?? call.name }
  }

  #find(id: string | undefined, name: string | undefined): OpenCall | undefined {
    const byId = this.#open.find((open) => open.id === id)
    if (byId !== undefined) return byId
    // Calls of older turns that nobody answered must not take the results of newer ones.
    const latest = this.#open.at(-1)?.turn
    const named = this.#open.filter((open) => name === undefined || open.name === name)
    return named.find((open) => open.turn === latest) ?? named[0]
  }
}

/** Ids of one reply's calls, told apart from those of other replies by what `replySeed` found. */
export function replyIds(seed: string): Pick<CallIds, 'call'> {
  let calls = 0
  return {
    call: (given) => {
      const made = madeId(`${seed}_${calls++}`)
      return given === undefined || given === '' ? made : given
    }
  }
}

/**
 * What a reply is told from others by: its own id, or else what its beginning says and the next one of the same
 * conversation says otherwise.
 */
export function replySeed(reply: Fields): string {
  const id = textOf(reply['responseId'])
  if (id !== undefined && id !== '') return id
  const usage = fieldsOf(reply['usageMetadata'])
  return hash(JSON.stringify([reply['modelVersion'], reply['createTime'], usage?.['promptTokenCount']]))
}

/** FNV-1a, 32 bits: for telling apart, not for security. */
function hash(text: string): string {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193) >>> 0
  }
  return value.toString(36)
}
