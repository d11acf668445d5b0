/** Where something is in a document: field names and list positions from the root down. */
export type FieldPath = readonly (string | number)[]

/** Something wrong at a place, before it is known which line of a file that is. */
export interface FieldProblem {
  readonly path: FieldPath
  /** What was found and what was expected. */
  readonly message: string
}

/** The path as people read it, such as `accounts[0].models`; `document` for the root. */
export function fieldText(path: FieldPath): string {
  if (path.length === 0) return 'document'
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[\w$-]+$/.test(step)) return `[${JSON.stringify(step)}]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
}
