/** What files of a kind begin with. RIFF files say in bytes 8 to 11 what they are. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
  [/^BM[^]{8}/, 'image/bmp'],
  [/^%PDF/, 'application/pdf'],
  [/^RIFF[^]{4}WAVE/, 'audio/wav'],
  [/^(?:ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/, 'audio/mpeg'],
  [/^OggS/, 'audio/ogg'],
  [/^fLaC/, 'audio/flac'],
  [/^[^]{4}ftyp/, 'video/mp4'],
  [/^[^]E\xdf\xa3/, 'video/webm']
]

/** Base64 data as a data: URL. Without a type the data itself is asked: a browser shows nothing of an unknown type. */
export function mediaUrl(base64: string, mediaType: string | undefined): string {
  return `data:${mediaType ?? sniffMediaType(base64) ?? 'application/octet-stream'};base64,${base64}`
}

function sniffMediaType(base64: string): string | undefined {
  const start = Buffer.from(base64.slice(0, 24), 'base64').toString('latin1')
  return BEGINNINGS.find(([beginning]) => beginning.test(start))?.[1]
}
