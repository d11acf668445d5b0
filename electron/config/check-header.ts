/** Headers that belong to the connection or that the gateway sets itself. */
const REFUSED = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'content-length',
  'content-type',
  'content-encoding',
  'accept-encoding',
  'authorization'
])

/** Words of header names that carry secrets: their values are kept by reference, so that no export shows them. */
const SECRET_NAME = /key|token|secret|password|cookie|credential|auth/

/** What is wrong with an extra header of an account and what was expected; null where nothing is. */
export function checkHeader(name: string, value: string): string | null {
  const lower = name.toLowerCase()
  if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(lower)) return 'expected a header name such as x-my-header'
  if (lower === 'authorization') return 'expected the key in api_key: the gateway signs in with it'
  if (REFUSED.has(lower))
    return 'this header belongs to the connection and is set by the gateway: leave it out'
  if (/^(keychain|env):/.test(value)) {
    return isReference(value) ? null : 'expected keychain://NAME or env://NAME'
  }
  // Visible ASCII, spaces and tabs within: what HTTP carries everywhere (RFC 9110, 5.5).
  if (!/^[\t\x20-\x7e]*$/.test(value)) return 'expected a value of printable ASCII characters in one line'
  if (SECRET_NAME.test(lower)) {
    return 'expected keychain://NAME or env://NAME: a header of this name carries a secret, which does not belong in a file'
  }
  return null
}

/** Whether a header's value is a reference to a secret. */
export function isReference(value: string): boolean {
  return /^(keychain|env):\/\/[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(value)
}
