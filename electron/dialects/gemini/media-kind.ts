import type { MediaPart, MediaSource } from '../chat.ts'

/** What a MIME type holds; documents and what is not known are files. */
export function mediaKind(mediaType: string | undefined): MediaPart['kind'] {
  const [kind] = (mediaType ?? '').toLowerCase().split('/')
  return kind === 'image' || kind === 'audio' || kind === 'video' ? kind : 'file'
}

/** Where a `fileUri` points: into Google's own stores, or at an address that anyone can read. */
export function fileSource(uri: string): MediaSource {
  const own = !/^https?:/i.test(uri) || /^https?:\/\/[a-z-]*generativelanguage\.googleapis\.com\//i.test(uri)
  return own ? { kind: 'file-id', dialect: 'gemini', id: uri } : { kind: 'url', url: uri }
}

/** The videos that only Google reads by their address (https://ai.google.dev/gemini-api/docs/video-understanding). */
export function isYouTube(uri: string): boolean {
  return /^https?:\/\/((www|m)\.)?(youtube\.com|youtu\.be)\//i.test(uri)
}

const BY_ENDING: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  heic: 'image/heic',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm'
}

/** The MIME type that an address ends like; Vertex wants one with each file. */
export function mediaTypeOfUrl(url: string): string | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase()
  return ending === undefined ? undefined : BY_ENDING[ending]
}
