/** Where an account's requests go: scheme, host and port; and the path before `/chat/completions` or `/messages`. */
export interface BaseAddress {
  readonly origin: string
  readonly basePath: string
}

/**
 * A base URL with or without its version: the provider's (`v1`, Google's `v1beta`) is added where no part of the path
 * looks like one (`v1`, `v1beta`, `v4`), so that both ways of writing it that people know reach the same place. What
 * stands behind a version stays (`/v1beta/openai`).
 */
export function normaliseBaseUrl(text: string, version = 'v1'): BaseAddress {
  const url = new URL(text)
  const segments = url.pathname.split('/').filter((segment) => segment !== '')
  const versioned = segments.some((segment) => /^v\d/.test(segment)) ? segments : [...segments, version]
  return { origin: url.origin, basePath: `/${versioned.join('/')}` }
}
