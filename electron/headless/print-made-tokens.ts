import { formatTable } from './format-table.ts'
import type { Output } from './output.ts'

/** Prints token values that were just made, to people; they can't be had again. */
export function printMadeTokens(
  tokens: readonly { readonly name: string; readonly token: string }[],
  output: Output
): void {
  if (tokens.length === 0) return
  output.line()
  output.line('New tokens, shown only now:')
  const rows = tokens.map(({ name, token }) => [`  ${name}`, token])
  for (const line of formatTable([{ title: '' }, { title: '' }], rows).slice(1)) output.line(line)
}
