import { expect, test } from 'vitest'
import { mayOpen } from '../../electron/desktop/open-link.ts'

const KNOWN = ['https://cloud.cerebras.ai', 'https://console.groq.com/keys']

test('a page on a site that the catalogue names may be opened', () => {
  expect(mayOpen('https://console.groq.com/keys', KNOWN)).toBe(true)
  expect(mayOpen('https://cloud.cerebras.ai/platform', KNOWN)).toBe(true)
})

test.each([
  ['another site', 'https://evil.example/?key=sk-1'],
  ['a site that only begins alike', 'https://console.groq.com.evil.example/'],
  ['plain http', 'http://console.groq.com/keys'],
  ['another port', 'https://console.groq.com:8443/keys'],
  ['a name and password', 'https://user:secret@console.groq.com/keys'],
  ['a file', 'file:///etc/passwd'],
  ['a script', 'javascript:alert(1)'],
  ['a program of the system', 'ms-msdt:/id'],
  ['no URL at all', 'console.groq.com']
])('%s is not opened', (_what, url) => {
  expect(mayOpen(url, KNOWN)).toBe(false)
})
