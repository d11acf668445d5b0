/** The words for an error that ended a command: what happened, and each thing that is wrong on a line of its own. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return [error.message, ...issuesOf(error).map((issue) => `  ${issue}`)].join('\n')
}

/**
 * Issues of our own refusals (`field`, `line`), whether thrown here or carried over the contract in `data`, and of
 * inputs that the contract refused (zod's `path`).
 */
function issuesOf(error: Error): readonly string[] {
  const data = 'data' in error ? error.data : undefined
  const issues = listOf(error) ?? listOf(data) ?? []
  return issues.flatMap((issue) => {
    if (!isRecord(issue) || typeof issue['message'] !== 'string') return []
    const field = typeof issue['field'] === 'string' ? issue['field'] : pathText(issue['path'])
    const line = typeof issue['line'] === 'number' ? `line ${issue['line']}` : ''
    const place = [line, field].filter((part) => part !== '').join(', ')
    return [place === '' ? issue['message'] : `${place}: ${issue['message']}`]
  })
}

function listOf(value: unknown): readonly unknown[] | undefined {
  return isRecord(value) && Array.isArray(value['issues']) ? value['issues'] : undefined
}

function pathText(path: unknown): string {
  return Array.isArray(path) ? path.map(String).join('.') : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
