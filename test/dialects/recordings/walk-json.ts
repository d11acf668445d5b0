import { createHash } from 'node:crypto'

/**
 * Plain steps through parsed JSON for the independent readers. On purpose nothing of electron/dialects is used here: a
 * fault there must not be able to hide itself.
 */
export type Json = Readonly<Record<string, unknown>>

export function objectAt(value: unknown, ...path: readonly string[]): Json {
  const found = at(value, ...path)
  return isObject(found) ? found : {}
}

export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value
  for (const name of path) here = isObject(here) ? here[name] : undefined
  return here ?? undefined
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

export function objectsAt(value: unknown, ...path: readonly string[]): readonly Json[] {
  return listAt(value, ...path).filter(isObject)
}

/** The text there; '' where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const found = at(value, ...path)
  return typeof found === 'number' ? found : null
}

/** The first of these names that the object has: Google's API takes both camelCase and snake_case. */
export function either(value: unknown, ...names: readonly string[]): unknown {
  for (const name of names) {
    const found = at(value, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** JSON with its keys in order, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? 'undefined'
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)])
  )
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** A data URL's bytes or another URL, as a fingerprint that is the same in every dialect. */
export function fingerprintOfUrl(url: string): string {
  const data = /^data:[^,]*;base64,(.*)$/s.exec(url)?.[1]
  return data === undefined ? `url ${fingerprint(url)}` : fingerprintOfBase64(data)
}

/** Of the bytes, since padding and alphabet of base64 may differ. */
export function fingerprintOfBase64(data: string): string {
  return `bytes ${createHash('sha256').update(Buffer.from(data, 'base64')).digest('hex').slice(0, 12)}`
}

/** A document of plain text may as well stand as text: what it says, or undefined for anything else. */
export function plainTextOf(mediaType: string, base64: string): string | undefined {
  return mediaType.startsWith('text/') ? Buffer.from(base64, 'base64').toString('utf8') : undefined
}

/** The same of a data URL. */
export function plainTextOfUrl(url: string): string | undefined {
  const [, mediaType = '', data = ''] = /^data:([^;,]*)[^,]*;base64,(.*)$/s.exec(url) ?? []
  return plainTextOf(mediaType, data)
}
