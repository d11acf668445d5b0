import { stripVTControlCharacters } from 'node:util'

export interface Column {
  readonly title: string
  /** Numbers stand at the right, so that their digits line up. */
  readonly align?: 'right'
}

/** Lines of a table whose columns line up; cells may be coloured. The last column is not padded. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map((column) => column.title), ...rows]
  const widths = columns.map((_, index) =>
    Math.max(...lines.map((cells) => visibleWidth(cells[index] ?? '')))
  )
  return lines.map((cells) =>
    columns
      .map((column, index) => {
        const cell = cells[index] ?? ''
        const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - visibleWidth(cell)))
        return column.align === 'right' ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  )
}

function visibleWidth(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length
}
