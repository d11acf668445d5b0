/** Where an account's requests go: scheme, host and port; and the path before `/chat/completions` or `/messages`. */
export interface BaseAddress {
  readonly origin: string
  readonly basePath: string
}

/**
 * A base URL with or without its version: the provider's (`v1`, Google's `v1beta`, Azure's `openai/v1`) is added where no
 * part of the path looks like one (`v1`, `v1beta`, `v4`), so that both ways of writing it that people know reach the same
 * place. What stands behind a version stays (`/v1beta/openai`). A provider without a version ('') gets none.
 */
export function normaliseBaseUrl(text: string, version = 'v1'): BaseAddress {
  const url = new URL(text)
  const written = segmentsOf(url.pathname)
  const missing = written.some((segment) => /^v\d/.test(segment)) ? [] : lacking(written, segmentsOf(version))
  const path = [...written, ...missing].join('/')
  return { origin: url.origin, basePath: path === '' ? '' : `/${path}` }
}

/** What of the version's path is not written yet: `/openai` lacks only the `v1` of `openai/v1`. */
function lacking(written: readonly string[], version: readonly string[]): readonly string[] {
  const end = written.at(-1)
  return version.slice(end === undefined ? 0 : version.indexOf(end) + 1)
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '')
}
