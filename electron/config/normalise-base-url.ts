/** Where an account's requests go: scheme, host and port; and the path before `/chat/completions`. */
export interface BaseAddress {
  readonly origin: string
  readonly basePath: string
}

/**
 * A base URL with or without its version: `/v1` is added where no part of the path looks like a version (`v1`,
 * `v1beta`, `v4`), so that both ways of writing it that people know reach the same place.
 */
export function normaliseBaseUrl(text: string): BaseAddress {
  const url = new URL(text)
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const versioned = segments.some((segment) => /^v\d/.test(segment)) ? segments : [...segments, 'v1']
  return { origin: url.origin, basePath: `/${versioned.join('/')}` }
}
