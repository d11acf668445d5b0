import type { MediaPart } from '../chat.ts'

type Kind = MediaPart['kind']

/**
 * Formats by kind of block, with the type that they are known by elsewhere; the first of several with one type is what
 * is written (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ImageBlock.html and its neighbours).
 */
const FORMATS: Readonly<Record<Kind, readonly (readonly [format: string, mediaType: string])[]>> = {
  image: [
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['gif', 'image/gif'],
    ['webp', 'image/webp']
  ],
  file: [
    ['pdf', 'application/pdf'],
    ['csv', 'text/csv'],
    ['doc', 'application/msword'],
    ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['xls', 'application/vnd.ms-excel'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['html', 'text/html'],
    ['md', 'text/markdown'],
    ['txt', 'text/plain']
  ],
  video: [
    ['mp4', 'video/mp4'],
    ['mkv', 'video/x-matroska'],
    ['mov', 'video/quicktime'],
    ['webm', 'video/webm'],
    ['flv', 'video/x-flv'],
    ['mpeg', 'video/mpeg'],
    ['wmv', 'video/x-ms-wmv'],
    ['three_gp', 'video/3gpp']
  ],
  audio: [
    ['mp3', 'audio/mpeg'],
    ['wav', 'audio/wav'],
    ['opus', 'audio/opus'],
    ['aac', 'audio/aac'],
    ['flac', 'audio/flac'],
    ['ogg', 'audio/ogg'],
    ['m4a', 'audio/mp4'],
    ['webm', 'audio/webm']
  ]
}

/** Formats and types that mean one of those above. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'text/x-markdown': 'text/markdown',
  'audio/mp3': 'audio/mpeg',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav'
}

/** The type of a format; undefined for one that is not known. */
export function typeOfFormat(kind: Kind, format: string): string | undefined {
  return FORMATS[kind].find(([name]) => name === format)?.[1]
}

/** The format of a type; undefined where the API has none for it. */
export function formatOfType(kind: Kind, mediaType: string): string | undefined {
  const plain = (mediaType.split(';')[0] ?? '').trim().toLowerCase()
  const known = OTHER_NAMES[plain] ?? plain
  const format = FORMATS[kind].find(([, type]) => type === known)?.[0]
  if (format !== undefined || kind !== 'file') return format
  // Other documents that are text by their nature can be read as text.
  return /^text\/|[/+](?:json|xml|yaml|x-yaml|javascript|typescript|x-sh|sql|toml)\b/.test(known)
    ? 'txt'
    : undefined
}

/** First characters of base64 that give a format away. */
const BEGINNINGS: readonly (readonly [beginning: string, mediaType: string])[] = [
  ['iVBOR', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lG', 'image/gif'],
  ['UklG', 'image/webp'],
  ['JVBER', 'application/pdf']
]

export function guessedType(data: string): string | undefined {
  return BEGINNINGS.find(([beginning]) => data.startsWith(beginning))?.[1]
}
