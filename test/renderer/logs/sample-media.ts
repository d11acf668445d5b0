import { crc32, deflateSync } from 'node:zlib'

/** A picture of this size as a data: URL: a tint that fades, so that its edges can be seen. */
export function pngUrl(width: number, height: number, tint: readonly [number, number, number]): string {
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const shade = 0.6 + (0.4 * (x + y)) / (width + height)
      const at = y * (1 + width * 3) + 1 + x * 3
      rows.set(
        tint.map((value) => Math.round(value * shade)),
        at
      )
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8)
  const file = [
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0))
  ]
  return `data:image/png;base64,${Buffer.concat(file).toString('base64')}`
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/** A second of a quiet tone as a data: URL. */
export function wavUrl(): string {
  const rate = 8000
  const data = Buffer.from(
    Array.from(
      { length: rate },
      (_unused, at) => 128 + Math.round(40 * Math.sin((at * 440 * 2 * Math.PI) / rate))
    )
  )
  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  // PCM, one channel, one byte a sample.
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(data.length, 40)
  return `data:audio/wav;base64,${Buffer.concat([header, data]).toString('base64')}`
}
