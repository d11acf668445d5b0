/** What a data: URL says of itself. */
export interface DataUrlFacts {
  readonly type: string
  readonly bytes: number
}

/** Type and size of base64 data in a data: URL; undefined for any other address. */
export function dataUrlFacts(url: string): DataUrlFacts | undefined {
  // Only the head is searched: the data may be megabytes.
  const head = /^data:([^;,]*)[^,]*;base64,/i.exec(url.slice(0, 300))
  if (head === null) return undefined
  const length = url.length - head[0].length
  const padding = url.endsWith('==') ? 2 : url.endsWith('=') ? 1 : 0
  return { type: head[1] ?? '', bytes: Math.max(0, Math.floor((length * 3) / 4) - padding) }
}

/** The data of a base64 data: URL; undefined where it is none or broken. */
export function bytesOfDataUrl(url: string): Uint8Array<ArrayBuffer> | undefined {
  if (dataUrlFacts(url) === undefined) return undefined
  try {
    // Base64 in the wild may be of the kind for URLs, and without its padding.
    const text = atob(
      url
        .slice(url.indexOf(',') + 1)
        .replaceAll('-', '+')
        .replaceAll('_', '/')
    )
    return Uint8Array.from(text, (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'text/markdown': 'md',
  'text/html': 'html',
  'application/json': 'json',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/mpeg': 'mp3',
  'audio/mp3': 'mp3',
  'audio/ogg': 'ogg',
  'audio/flac': 'flac',
  'video/mp4': 'mp4',
  'video/webm': 'webm'
}

/** A name to save it under: its own, without what a file's name may not have, or one made of its kind and type. */
export function fileNameOf(name: string | undefined, kind: string, type: string): string {
  const own =
    name
      ?.split(/[/\\]/)
      .at(-1)
      ?.replaceAll(/[<>:"|?*]/g, '_')
      .trim() ?? ''
  if (own !== '') return own
  const ending = ENDINGS[type]
  return ending === undefined ? kind : `${kind}.${ending}`
}
