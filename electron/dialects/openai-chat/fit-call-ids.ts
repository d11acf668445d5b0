import type { Quirks } from '../../../shared/domain/dialect.ts'

/** OpenAI: "Expected a string with maximum length 40" of `tool_calls[].id`. */
const LONGEST = 40
/** Mistral: "must be a-z, A-Z, 0-9, with a length of 9". */
const SHORT = /^[a-zA-Z0-9]{9}$/
const SHORT_LENGTH = 9

/** Ids of calls as a server takes them: the same for a call and its result, and no two calls' alike. */
export function fitCallIds(quirks: Quirks, own: boolean): (id: string) => string {
  const fitted = new Map<string, string>()
  const taken = new Set<string>()
  return (id) => {
    const known = fitted.get(id)
    if (known !== undefined) return known
    let fit = fitId(id, quirks, own, '')
    for (let number = 2; taken.has(fit); number++) fit = fitId(id, quirks, own, String(number))
    fitted.set(id, fit)
    taken.add(fit)
    return fit
  }
}

function fitId(id: string, { shortToolIds }: Quirks, own: boolean, salt: string): string {
  if (shortToolIds === true && (salt !== '' || !SHORT.test(id))) return hash(id + salt)
  if (own || id.length + salt.length <= LONGEST) return id + salt
  return `${id.slice(0, LONGEST - SHORT_LENGTH - 1)}_${hash(id + salt)}`
}

/** Nine letters and digits that stand for a text: two runs of FNV-1a, written in base 36. */
function hash(text: string): string {
  const [first, second] = [fnv(text, 0x81_1c_9d_c5), fnv(text, 0x01_00_01_93)]
  return (first.toString(36) + second.toString(36)).padEnd(SHORT_LENGTH, '0').slice(0, SHORT_LENGTH)
}

function fnv(text: string, start: number): number {
  let value = start
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01_00_01_93)
  }
  return value >>> 0
}
