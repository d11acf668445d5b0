import { isFields, recordsOf, textOf, type Fields } from '../json.ts'

/** An array grows by one at a time, so that no path makes an endless one. */
type Holder = Record<string, unknown> | unknown[]

/**
 * Arguments that come in pieces, which Vertex sends where `streamFunctionCallArguments` was asked for: each piece has the
 * path of a value, and texts may go on in the next piece of the same path
 * (https://googleapis.github.io/js-genai/release_docs/interfaces/types.PartialArg.html).
 */
export class PartialArgs {
  readonly #args: Record<string, unknown> = {}
  #continued: string | null = null

  add(pieces: unknown): void {
    for (const piece of recordsOf(pieces)) {
      const path = textOf(piece['jsonPath'])
      if (path === undefined) continue
      const value = valueOf(piece)
      if (value !== undefined) this.#set(path, value)
      this.#continued = piece['willContinue'] === true ? path : null
    }
  }

  /** Arguments that came whole, beside those in pieces. */
  merge(args: Fields): void {
    Object.assign(this.#args, args)
  }

  text(): string {
    return JSON.stringify(this.#args)
  }

  #set(path: string, value: unknown): void {
    const steps = stepsOf(path)
    const last = steps.pop()
    if (last === undefined) return
    let holder: Holder = this.#args
    for (const [at, step] of steps.entries()) {
      holder = inside(holder, step, typeof (steps[at + 1] ?? last) === 'number')
    }
    const before = read(holder, last)
    const goesOn = this.#continued === path && typeof before === 'string' && typeof value === 'string'
    write(holder, last, goesOn ? before + value : value)
  }
}

function valueOf(piece: Fields): unknown {
  if ('nullValue' in piece) return null
  return piece['stringValue'] ?? piece['numberValue'] ?? piece['boolValue']
}

/** `$.foo.bar[0]['a b']` as its names and places. */
function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = []
  for (const [, name, place, quoted] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\[['"]([^\]]*)['"]\]/g)) {
    const step = name ?? quoted
    if (step !== undefined) steps.push(step)
    else if (place !== undefined) steps.push(Number(place))
  }
  return steps
}

function inside(holder: Holder, step: string | number, isList: boolean): Holder {
  const held = read(holder, step)
  if (Array.isArray(held) || isFields(held)) return held as Holder
  const fresh: Holder = isList ? [] : {}
  write(holder, step, fresh)
  return fresh
}

function read(holder: Holder, step: string | number): unknown {
  if (Array.isArray(holder)) return typeof step === 'number' ? holder[step] : undefined
  return Object.hasOwn(holder, String(step)) ? holder[String(step)] : undefined
}

function write(holder: Holder, step: string | number, value: unknown): void {
  if (Array.isArray(holder)) {
    holder[Math.min(typeof step === 'number' ? step : holder.length, holder.length)] = value
    return
  }
  Object.defineProperty(holder, String(step), { value, enumerable: true, configurable: true, writable: true })
}
