import { describe, expect, it } from 'vitest'
import { checkBaseUrl } from '../../electron/config/check-base-url.ts'
import { normaliseBaseUrl } from '../../electron/config/normalise-base-url.ts'

describe('the base URL of an account', () => {
  it.each([
    'https://api.example.com/v1',
    'http://127.0.0.1:8000',
    'http://localhost:11434/v1/',
    'http://[::1]:8000/v1',
    'http://10.0.0.5/v1',
    'http://169.253.1.1/v1',
    'https://metadata.example.com/v1'
  ])('may be %s', (url) => {
    expect(checkBaseUrl(url, false)).toBeNull()
  })

  it.each([
    ['the address itself', 'http://169.254.169.254/v1'],
    ['another link-local one', 'http://169.254.1.1/v1'],
    ['decimal', 'http://2852039166/v1'],
    ['hexadecimal', 'http://0xa9fea9fe/v1'],
    ['octal parts', 'http://0251.0376.0251.0376/v1'],
    ['IPv4 in IPv6', 'http://[::ffff:169.254.169.254]/v1'],
    ['IPv4 in IPv6, in hexadecimal', 'http://[::ffff:a9fe:a9fe]/v1'],
    ['IPv4 behind NAT64', 'http://[64:ff9b::a9fe:a9fe]/v1'],
    ['IPv6 link-local', 'http://[fe80::1]/v1'],
    ['the end of that block', 'http://[febf::1]/v1'],
    ['AWS over IPv6', 'http://[fd00:ec2::254]/v1'],
    ['Google by name', 'http://metadata.google.internal/v1'],
    ['with a dot at the end', 'http://Metadata.Google.Internal./v1'],
    ['Alibaba Cloud', 'http://100.100.100.200/v1'],
    ['Azure', 'http://168.63.129.16/v1']
  ])('is refused where it reaches cloud metadata: %s', (_what, url) => {
    expect(checkBaseUrl(url, false)).toMatch(/metadata/)
    expect(checkBaseUrl(url, true)).toBeNull()
  })

  it.each([
    '',
    'api.example.com/v1',
    'file:///etc/passwd',
    'https://',
    'javascript:alert(1)',
    'http://a.example/#x'
  ])('is refused where it is no plain http address: %s', (url) => {
    expect(checkBaseUrl(url, true)).toMatch(/^expected/)
  })

  it.each([
    ['http://127.0.0.1:8000', 'http://127.0.0.1:8000', '/v1'],
    ['http://127.0.0.1:8000/', 'http://127.0.0.1:8000', '/v1'],
    ['http://127.0.0.1:8000/v1//', 'http://127.0.0.1:8000', '/v1'],
    ['https://openrouter.ai/api', 'https://openrouter.ai', '/api/v1'],
    ['https://openrouter.ai/api/v1', 'https://openrouter.ai', '/api/v1'],
    ['https://example.com/v1beta/openai/', 'https://example.com', '/v1beta/openai'],
    ['https://example.com/api/paas/v4', 'https://example.com', '/api/paas/v4'],
    ['https://example.com/video', 'https://example.com', '/video/v1']
  ])('%s goes to %s%s', (text, origin, basePath) => {
    expect(normaliseBaseUrl(text)).toEqual({ origin, basePath })
  })

  it.each([
    ['https://generativelanguage.googleapis.com', '/v1beta'],
    ['https://generativelanguage.googleapis.com/v1beta/', '/v1beta'],
    ['https://generativelanguage.googleapis.com/v1', '/v1'],
    ['https://generativelanguage.googleapis.com/v1beta/openai/', '/v1beta/openai'],
    ['http://127.0.0.1:9000/google', '/google/v1beta']
  ])("%s gets the provider's own version where it has none: %s", (text, basePath) => {
    expect(normaliseBaseUrl(text, 'v1beta').basePath).toBe(basePath)
  })
  it.each([
    ['https://r.openai.azure.com', 'openai/v1', '/openai/v1'],
    ['https://r.openai.azure.com/openai/', 'openai/v1', '/openai/v1'],
    ['https://r.openai.azure.com/openai/v1', 'openai/v1', '/openai/v1'],
    ['https://api.deepinfra.com', 'v1/openai', '/v1/openai'],
    ['https://models.github.ai/inference', '', '/inference'],
    ['https://api.perplexity.ai', '', '']
  ])('%s with the version "%s" gets the path "%s"', (text, version, basePath) => {
    expect(normaliseBaseUrl(text, version).basePath).toBe(basePath)
  })
})
