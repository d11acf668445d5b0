import type { ConfigDocument } from '../../shared/config/document.ts'
import { GatehouseError, type Issue } from '../../shared/errors.ts'
import { checkDocument, type KnownProviders } from './check-document.ts'
import { fieldText, type FieldProblem } from './field-path.ts'
import { readJson } from './read-json.ts'
import { readYaml } from './read-yaml.ts'

/** Characters; a configuration by hand has a few thousand. */
const LONGEST_TEXT = 512 * 1024

/**
 * A YAML or JSON text as a checked document. Throws `invalid_config` with everything that is wrong in it: line, field
 * and what was expected. A text that is JSON costs no YAML parser unless something is wrong with it.
 */
export async function parseDocument(text: string, providers: KnownProviders): Promise<ConfigDocument> {
  if (text.length > LONGEST_TEXT) {
    throw refusal([{ line: 1, field: 'document', message: `expected at most ${LONGEST_TEXT} characters` }])
  }
  const json = text.trimStart().startsWith('{') ? readJson(text) : undefined
  if (json !== undefined) {
    const checked = await validateDocument(json, providers)
    if (checked.document !== undefined) return checked.document
  }
  const yaml = await readYaml(text)
  if (yaml.issues.length > 0) throw refusal(yaml.issues)
  const checked = await validateDocument(yaml.value, providers)
  if (checked.document !== undefined) return checked.document
  const issues = checked.problems.map((problem) => ({
    line: yaml.lineOf(problem.path),
    field: fieldText(problem.path),
    message: problem.message
  }))
  throw refusal(issues.toSorted((first, second) => first.line - second.line))
}

type Checked =
  | { readonly document: ConfigDocument }
  | { readonly document: undefined; readonly problems: readonly FieldProblem[] }

/** Checks a value against the schema and what the schema can't say. zod is loaded here, at the first use. */
export async function validateDocument(value: unknown, providers: KnownProviders): Promise<Checked> {
  const { checkSchema } = await import('./check-schema.ts')
  const checked = checkSchema(value)
  const problems = [...checked.problems, ...checkDocument(checked.document ?? checked.entries, providers)]
  if (checked.document !== undefined && problems.length === 0) return { document: checked.document }
  return { document: undefined, problems }
}

/**
 * The error of a document that can't be used. Of a file, its issues say everything, line by line; of a change by hand
 * the message says the first.
 */
export function refusal(issues: readonly Issue[]): GatehouseError {
  const [first] = issues
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
  const what =
    first === undefined || first.line !== undefined
      ? `the file has ${issues.length === 1 ? 'a problem' : `${issues.length} problems`}`
      : `${first.field}: ${first.message}${more}`
  return new GatehouseError('invalid_config', `Nothing was changed: ${what}.`, { issues })
}
