import { describe, expect, test } from 'vitest'
import { bytesOfDataUrl, dataUrlFacts, fileNameOf } from '../../../renderer/features/logs/data-url.ts'

describe('data in an address', () => {
  test('says its type and its size without being read', () => {
    expect(dataUrlFacts('data:image/png;base64,AAAA')).toEqual({ type: 'image/png', bytes: 3 })
    expect(dataUrlFacts('data:text/plain;charset=utf-8;base64,QQ==')).toEqual({
      type: 'text/plain',
      bytes: 1
    })
    expect(dataUrlFacts('https://example.test/a.png')).toBeUndefined()
    expect(dataUrlFacts('data:text/plain,hello')).toBeUndefined()
  })

  test('is read also as base64 for addresses and without its padding; what is broken is no data', () => {
    expect([...(bytesOfDataUrl('data:a/b;base64,-_8') ?? [])]).toEqual([0xfb, 0xff])
    expect(bytesOfDataUrl('data:a/b;base64,%%%')).toBeUndefined()
  })

  test('is saved under its own name without the folders in it, or one that says what it is', () => {
    expect(fileNameOf('../../etc/pass<wd>.txt', 'file', 'text/plain')).toBe('pass_wd_.txt')
    expect(fileNameOf(undefined, 'image-2', 'image/jpeg')).toBe('image-2.jpg')
    expect(fileNameOf(' ', 'file', 'application/x-odd')).toBe('file')
  })
})
