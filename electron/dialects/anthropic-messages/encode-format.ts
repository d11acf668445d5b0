import type { OutputFormat } from '../chat.ts'
import type { Fields } from '../json.ts'
import { fitSchema } from '../fit-claude-schema.ts'
import type { Note } from '../note.ts'
import type { ModelRules } from '../claude-rules.ts'

/** A wish for a format as the field `output_config.format`, as words for the system text, or as both. */
export interface EncodedFormat {
  readonly format?: Fields | undefined
  readonly instruction?: string | undefined
}

/** The format of a chat of this dialect, as it came. */
export function ownFormat(format: OutputFormat | undefined): EncodedFormat {
  if (format?.type !== 'json-schema') return {}
  return { format: { type: 'json_schema', schema: format.schema, name: format.name } }
}

/**
 * The format that a client of another dialect wants. Claude knows schemas from 4.5 on; older ones, and any schema that
 * the API can't follow, get words instead. JSON without a schema has no field at all. What is known of neither kind gets
 * both: servers that only speak like Anthropic pass over fields that they don't know.
 */
export function encodeFormat(format: OutputFormat | undefined, rules: ModelRules, note: Note): EncodedFormat {
  if (format === undefined || format.type === 'text') return {}
  if (format.type === 'json') {
    note('the format JSON became an instruction: the Messages API guides the output by schemas alone')
    return { instruction: 'Answer with one JSON object and nothing else: no text around it, no code fence.' }
  }
  const fitted = rules.schemas === 'no' ? undefined : fitSchema(format.schema)
  if (fitted === undefined) {
    note(
      rules.schemas === 'no'
        ? 'the output schema became an instruction: this model is not guided by schemas'
        : 'the output schema became an instruction: the API takes no free member names and no schemas that hold themselves'
    )
    return { instruction: schemaInstruction(format.schema) }
  }
  const { told } = fitted
  if (told.length > 0) {
    note(
      `${told.join(', ')} of the output schema became words in its descriptions: the API does not enforce them`
    )
  }
  const encoded = { type: 'json_schema', schema: fitted.schema }
  if (rules.schemas === 'yes') return { format: encoded }
  note('the output schema was also told in words: whether this model is guided by schemas is not known')
  return { format: encoded, instruction: schemaInstruction(format.schema) }
}

function schemaInstruction(schema: Fields): string {
  return (
    'Answer with one JSON value that follows this JSON Schema and nothing else: no text around it, no code fence.\n' +
    JSON.stringify(schema)
  )
}
