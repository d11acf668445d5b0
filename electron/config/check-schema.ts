import {
  accountSchema,
  documentSchema,
  tokenSchema,
  type ConfigDocument
} from '../../shared/config/document.ts'
import type { CheckedEntries } from './check-document.ts'
import { describeSchemaProblems } from './describe-schema-problems.ts'
import type { FieldProblem } from './field-path.ts'

export type SchemaCheck =
  | { readonly document: ConfigDocument; readonly problems: readonly [] }
  | {
      readonly document: undefined
      /** The entries that are right in themselves, so that one run names what is wrong beyond their form, too. */
      readonly entries: CheckedEntries
      readonly problems: readonly FieldProblem[]
    }

/** Checks a value against the schema of the document. */
export function checkSchema(value: unknown): SchemaCheck {
  const result = documentSchema.safeParse(value)
  if (result.success) return { document: result.data, problems: [] }
  const sections: object = typeof value === 'object' && value !== null ? value : {}
  return {
    document: undefined,
    entries: {
      accounts: entriesOf(sections, 'accounts', (entry) => accountSchema.safeParse(entry).data),
      tokens: entriesOf(sections, 'tokens', (entry) => tokenSchema.safeParse(entry).data)
    },
    problems: describeSchemaProblems(result.error.issues, value)
  }
}

/** A section's entries in their places; undefined for those that are not right. */
function entriesOf<Entry>(
  sections: object,
  name: string,
  parse: (entry: unknown) => Entry | undefined
): (Entry | undefined)[] {
  const section: unknown = Reflect.get(sections, name)
  return Array.isArray(section) ? section.map(parse) : []
}
