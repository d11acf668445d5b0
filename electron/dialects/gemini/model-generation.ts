/** Which of Google's models an id names, as far as requests differ between them. */
export interface ModelGeneration {
  /** 2.5 for `gemini-2.5-flash`; null where the name doesn't say (a server of another's, an alias). */
  readonly version: number | null
  readonly line: 'pro' | 'flash' | 'flash-lite' | null
  readonly image: boolean
}

/** Google's aliases for its newest models (`gemini-flash-latest`): newer than any that is known here. */
const LATEST = 9

/** Reads an id such as `gemini-3.1-pro-preview` or `models/gemini-2.5-flash`. */
export function modelGeneration(model: string): ModelGeneration {
  const name = model.toLowerCase().split('/').at(-1) ?? ''
  // Some resellers write `gemini-3-1-pro`; the date of a preview (`-09-2025`) is no version.
  const version = /^gemini-(\d)(?:[.-](\d)(?!\d))?/.exec(name)
  return {
    version:
      version === null
        ? /^gemini-.*latest$/.test(name)
          ? LATEST
          : null
        : Number(`${version[1]}.${version[2] ?? 0}`),
    line: name.includes('flash-lite')
      ? 'flash-lite'
      : name.includes('flash')
        ? 'flash'
        : name.includes('pro')
          ? 'pro'
          : null,
    image: name.includes('-image')
  }
}

/** Whether the model is known to be of generation 3 or later. */
export function isThirdGeneration(model: string): boolean {
  const { version } = modelGeneration(model)
  return version !== null && version >= 3
}
