import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import type { Transform } from 'node:stream'
import type { UpstreamListener } from './upstream.ts'

const DECODERS = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
  ['zstd', createZstdDecompress]
])

/** A listener that unpacks for another, and the way to let the unpacked bytes flow again. */
export interface ContentDecoder {
  readonly listener: UpstreamListener
  resume(): void
}

/**
 * Unpacks a compressed reply. Gatehouse asks for `identity`, but some servers compress all the same. null for an
 * encoding that is not known: nothing could read the bytes. A reader that is slow stops the unpacking, and with it, once
 * its buffers are full, the provider: otherwise a small reply could unpack into all of the memory.
 */
export function decodeContent(
  encoding: string,
  inner: UpstreamListener,
  controller: { pause(): void; resume(): void }
): ContentDecoder | null {
  const create = DECODERS.get(encoding.trim().toLowerCase())
  if (create === undefined) return null
  const decoder = create()
  let over = false
  let empty = true
  const fail = (error: Error): void => {
    if (over) return
    over = true
    // What is still inside belongs to a reply that is told to be broken: none of it may follow.
    decoder.destroy()
    inner.onError(error)
  }
  decoder.on('data', (chunk: Buffer) => {
    if (!over && !inner.onData(chunk)) decoder.pause()
  })
  decoder.on('end', () => {
    if (over) return
    over = true
    inner.onEnd()
  })
  decoder.on('error', fail)
  decoder.on('drain', () => controller.resume())
  return {
    listener: {
      onStart: (status, headers) => inner.onStart(status, headers),
      onData: (chunk) => {
        empty = false
        return over || decoder.write(chunk)
      },
      onEnd: () => {
        // A reply without a body is packed as nothing, which no decoder takes for whole.
        if (empty) inner.onEnd()
        else decoder.end()
      },
      onError: fail
    },
    resume: () => decoder.resume()
  }
}
