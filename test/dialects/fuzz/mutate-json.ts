import { isObject } from '../recordings/walk-json.ts'

/** What a value may become: other types, empty ones, very large or deep ones. */
const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  1e308,
  true,
  [],
  {},
  [[]],
  [null],
  'x'.repeat(2000),
  { type: 'unknown' },
  { constructor: 'x' },
  { toString: 1 },
  '\ud800',
  [{ type: 'text' }],
  Number.MAX_SAFE_INTEGER + 2
]

/** The value with one to four faults at random places; what is passed in stays as it is. */
export function mutateJson(value: unknown, random: () => number): unknown {
  let mutated = value
  const faults = 1 + Math.floor(random() * 4)
  for (let fault = 0; fault < faults; fault++) mutated = mutateOnce(mutated, random)
  return mutated
}

function mutateOnce(value: unknown, random: () => number): unknown {
  const inner = Array.isArray(value) ? value.length : isObject(value) ? Object.keys(value).length : 0
  // Deeper rather than here, so that most faults lie within parts and not at the top.
  if (inner === 0 || random() < 0.12) return changed(value, random)
  const place = Math.floor(random() * inner)
  if (Array.isArray(value)) {
    const list: unknown[] = [...value]
    const choice = random()
    if (choice < 0.05) list.splice(place, 1)
    else if (choice < 0.1) list.splice(place, 0, list[place])
    else if (choice < 0.13) list.reverse()
    else list[place] = mutateOnce(list[place], random)
    return list
  }
  if (!isObject(value)) return value
  const entries = Object.entries(value)
  const [name = '', member] = entries[place] ?? []
  if (random() < 0.08) return Object.fromEntries(entries.filter(([other]) => other !== name))
  if (random() < 0.04) return { ...value, [`${name}x`]: member }
  return { ...value, [name]: mutateOnce(member, random) }
}

function changed(value: unknown, random: () => number): unknown {
  if (typeof value === 'string' && random() < 0.4) return value.slice(0, Math.floor(random() * value.length))
  return ODD[Math.floor(random() * ODD.length)]
}

/** A stream with faults: events lost, twice, in another order, cut, broken, mutated; or bytes that are anything. */
export function mutateStream(raw: string, random: () => number): Buffer {
  const blocks = raw.split(/\r?\n\r?\n/)
  const mutated: string[] = []
  for (const block of blocks) {
    const choice = random()
    if (choice < 0.06) continue
    if (choice < 0.1) mutated.push(block, block)
    else if (choice < 0.13) mutated.push(block.slice(0, Math.floor(random() * block.length)))
    else if (choice < 0.25) mutated.push(mutateEvent(block, random))
    else if (choice < 0.27) mutated.unshift(block)
    else if (choice < 0.28) mutated.push('data: [DONE]')
    else if (choice < 0.29)
      mutated.push('event: error\ndata: {"error":{"message":"broken","type":"server_error"}}')
    else mutated.push(block)
  }
  const bytes = Buffer.from(mutated.join('\n\n'))
  if (random() < 0.2 && bytes.length > 0)
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  return random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes
}

function mutateEvent(block: string, random: () => number): string {
  return block.replace(/^data: ?(.*)$/m, (line, data: string) => {
    try {
      return `data: ${JSON.stringify(mutateJson(JSON.parse(data), random))}`
    } catch {
      return `${line}}`
    }
  })
}
