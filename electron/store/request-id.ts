/**
 * Request ids are whole numbers that rise with time (milliseconds x 1024 + a counter), so that they are the log's
 * primary key and its order at once. As text: `req_` and base 36.
 */
export function createRequestIds(now: () => number, last: number): () => number {
  let previous = last
  return () => {
    previous = Math.max(previous + 1, now() * 1024)
    return previous
  }
}

export function requestIdText(id: number): string {
  return `req_${id.toString(36)}`
}

/** The number of an id's text; undefined where it is none. */
export function requestIdNumber(text: string): number | undefined {
  if (!/^req_[0-9a-z]{1,11}$/.test(text)) return undefined
  const id = Number.parseInt(text.slice(4), 36)
  return Number.isSafeInteger(id) ? id : undefined
}
