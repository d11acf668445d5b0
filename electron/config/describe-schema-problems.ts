import type { z } from 'zod'
import {
  accountSchema,
  documentSchema,
  modelEntrySchema,
  priceSchema,
  tokenSchema
} from '../../shared/config/document.ts'
import type { FieldPath, FieldProblem } from './field-path.ts'
import { nearestName } from './nearest-names.ts'

type SchemaIssue = z.core.$ZodIssue

/** The fields that may stand at each place; list positions are left out of the key. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  '': Object.keys(documentSchema.shape),
  accounts: Object.keys(accountSchema.shape),
  'accounts.models': Object.keys(modelEntrySchema.shape),
  'accounts.models.price': Object.keys(priceSchema.shape),
  tokens: Object.keys(tokenSchema.shape)
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'fields with values',
  record: 'names with values',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number'
}

/** What the schema refused, in words: where it is, what was found and what was expected. Values are never repeated. */
export function describeSchemaProblems(issues: readonly SchemaIssue[], root: unknown): FieldProblem[] {
  return issues.flatMap((issue) => describe(issue, [], root))
}

function describe(issue: SchemaIssue, base: FieldPath, root: unknown): FieldProblem[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: unknownField(key, path) }))
  }
  if (issue.code === 'invalid_union') {
    // Only one member of a union has the shape that was written: what is wrong inside it says more than "none fits".
    const meant = issue.errors.filter((errors) => !errors.some(isWrongShape))
    const inner = meant.length === 1 ? meant[0] : undefined
    if (inner !== undefined) return inner.flatMap((error) => describe(error, path, root))
    return [{ path, message: wrongKind(issue.message, path, root) }]
  }
  if (issue.code === 'invalid_type') {
    return [{ path, message: wrongKind(`expected ${KINDS[issue.expected] ?? issue.expected}`, path, root) }]
  }
  const own = issue.message.startsWith('expected')
  const message =
    issue.code === 'invalid_value' && !own
      ? `expected one of ${issue.values.map(String).join(', ')}`
      : issue.message.replace(/^(Invalid input|Too (small|big)|Invalid \w+): /, '')
  return [{ path, message: valueAt(root, path) === undefined ? `missing: ${message}` : message }]
}

function isWrongShape(issue: SchemaIssue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value')
}

function wrongKind(expected: string, path: FieldPath, root: unknown): string {
  const found = valueAt(root, path)
  if (found === undefined) return `missing: ${expected}`
  if (expected === 'expected text' && (typeof found === 'number' || typeof found === 'boolean')) {
    return `expected text, got ${kindOf(found)}: put it in quotes`
  }
  if (expected === 'expected a list' && found === null) {
    return 'expected a list, got nothing: write [] for an empty one'
  }
  return `${expected}, got ${kindOf(found)}`
}

function unknownField(key: string, path: FieldPath): string {
  const fields = FIELDS[path.filter((step) => typeof step === 'string').join('.')] ?? []
  const near = nearestName(key, fields)
  const list = `expected one of ${fields.join(', ')}`
  return near === undefined ? `unknown field: ${list}` : `unknown field: did you mean "${near}"? (${list})`
}

function kindOf(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'fields with values'
  if (typeof value === 'string') return value === '' ? 'empty text' : 'text'
  if (typeof value === 'number') return 'a number'
  return typeof value === 'boolean' ? 'true or false' : typeof value
}

function valueAt(root: unknown, path: FieldPath): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
  }
  return value
}
