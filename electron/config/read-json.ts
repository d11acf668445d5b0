/**
 * The value of a JSON text; undefined where it is none, or where a name stands twice in it (JSON.parse would silently
 * keep the second): the YAML reader then says what is wrong and where.
 */
export function readJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  return countNames(value) === countWrittenNames(text) ? value : undefined
}

function countWrittenNames(text: string): number {
  let count = 0
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) {
    if (match[1] !== undefined) count += 1
  }
  return count
}

function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const inner: unknown[] = Object.values(value)
  const own = Array.isArray(value) ? 0 : inner.length
  return inner.reduce<number>((sum, item) => sum + countNames(item), own)
}
