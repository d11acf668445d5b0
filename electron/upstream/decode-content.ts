import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import type { UpstreamListener } from './upstream.ts'

const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress
}

/**
 * A listener that unpacks a compressed reply for another. Gatehouse asks for `identity`, but some servers compress all
 * the same. An unknown encoding is an error of the exchange, since nothing could read the bytes.
 */
export function decodeContent(
  encoding: string,
  inner: UpstreamListener,
  controller: { pause(): void; resume(): void }
): UpstreamListener {
  const name = encoding.trim().toLowerCase()
  const create = name in DECODERS ? DECODERS[name as keyof typeof DECODERS] : undefined
  if (create === undefined) {
    let told = false
    return {
      onStart: (status, headers) => inner.onStart(status, headers),
      onData: () => {
        if (!told)
          inner.onError(new Error(`the provider answered in the unknown content encoding "${encoding}"`))
        told = true
        return true
      },
      onEnd: () => undefined,
      onError: (error) => {
        if (!told) inner.onError(error)
      }
    }
  }
  const decoder = create()
  let over = false
  const fail = (error: Error): void => {
    if (over) return
    over = true
    inner.onError(error)
  }
  decoder.on('data', (chunk: Buffer) => {
    if (!inner.onData(chunk)) controller.pause()
  })
  decoder.on('end', () => {
    over = true
    inner.onEnd()
  })
  decoder.on('error', fail)
  return {
    onStart: (status, headers) => inner.onStart(status, headers),
    onData: (chunk) => {
      if (decoder.write(chunk)) return true
      decoder.once('drain', () => controller.resume())
      return false
    },
    onEnd: () => decoder.end(),
    onError: fail
  }
}
