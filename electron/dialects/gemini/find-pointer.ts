import { fieldsOf, type Fields } from '../json.ts'

/** The object that a pointer within a document leads to (https://www.rfc-editor.org/rfc/rfc6901, as `#/a/b`). */
export function findPointer(root: Fields, pointer: string): Fields | undefined {
  if (!pointer.startsWith('#')) return undefined
  let found: unknown = root
  for (const step of pointer.slice(1).split('/').filter(Boolean)) {
    const name = decode(step).replaceAll('~1', '/').replaceAll('~0', '~')
    found = Array.isArray(found) ? found[Number(name)] : fieldsOf(found)?.[name]
  }
  return fieldsOf(found)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
