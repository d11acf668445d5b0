import { readFileSync } from 'node:fs'

/** The rows of a table of a document: its cells without padding. The row of names is `head`. */
export interface DocumentTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The tables below a heading of a Markdown file, up to the next heading. */
export function readTables(file: URL, heading: string): DocumentTable[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const start = lines.indexOf(heading)
  if (start < 0) throw new Error(`there is no heading "${heading}" in ${file.pathname}`)
  const end = lines.findIndex((line, at) => at > start && line.startsWith('#'))
  const tables: { head: readonly string[]; rows: (readonly string[])[] }[] = []
  let isInTable = false
  for (const line of lines.slice(start + 1, end < 0 ? undefined : end)) {
    const cells = line.startsWith('|') ? cellsOf(line) : undefined
    const last = tables.at(-1)
    if (cells === undefined) isInTable = false
    else if (!isInTable || last === undefined) {
      tables.push({ head: cells, rows: [] })
      isInTable = true
    } else if (!cells.every((cell) => /^-+$/.test(cell))) last.rows.push(cells)
  }
  return tables
}

function cellsOf(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

/** The text of a cell of code; the cell itself where it is none. */
export function codeOf(cell: string): string {
  return /^`([^`]*)`/.exec(cell)?.[1] ?? cell
}
