import type { MediaPart, MediaSource } from '../chat.ts'

/** A URL as a source: its base64 where it is a `data:` URL of such. */
export function sourceOfUrl(url: string): {
  readonly source: MediaSource
  readonly mediaType: string | undefined
} {
  const comma = url.startsWith('data:') ? url.indexOf(',') : -1
  const head = comma < 0 ? '' : url.slice('data:'.length, comma)
  if (!head.endsWith(BASE64)) return { source: { kind: 'url', url }, mediaType: undefined }
  const mediaType = head.slice(0, -BASE64.length)
  return {
    source: { kind: 'base64', data: url.slice(comma + 1) },
    mediaType: mediaType === '' ? undefined : mediaType
  }
}

/** A source as a URL, `data:` where it is base64; undefined for what has none. */
export function urlOfSource({ source, mediaType, kind }: MediaPart): string | undefined {
  if (source.kind === 'url') return source.url
  if (source.kind !== 'base64') return undefined
  return `data:${mediaType ?? USUAL_TYPES[kind]}${BASE64},${source.data}`
}

const BASE64 = ';base64'

/** Where nobody said what it is. */
const USUAL_TYPES: Readonly<Record<MediaPart['kind'], string>> = {
  image: 'image/png',
  audio: 'audio/wav',
  video: 'video/mp4',
  file: 'application/pdf'
}

/** `format` of `input_audio` as a MIME type: `mp3` is the one that differs. */
export function audioType(format: string): string {
  return format === 'mp3' ? 'audio/mpeg' : `audio/${format}`
}

/** A MIME type as `format` of `input_audio`, which for OpenAI is `wav` or `mp3`. */
export function audioFormat(mediaType: string | undefined): string {
  const type = mediaType?.slice('audio/'.length).split(';')[0] ?? 'wav'
  if (type === 'mpeg' || type === 'mp3') return 'mp3'
  return type === 'x-wav' || type === 'wave' || type === 'vnd.wave' ? 'wav' : type
}
