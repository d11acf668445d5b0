import { fitSchema } from '../fit-claude-schema.ts'
import type { OutputFormat } from '../chat.ts'
import { saidFields } from '../field-reader.ts'
import type { Fields } from '../json.ts'
import type { ConverseRules } from './model-rules.ts'
import type { Note } from '../note.ts'

/** A wish for a format as the field `outputConfig`, or as words for the system text. */
export interface EncodedFormat {
  readonly outputConfig?: Fields | undefined
  readonly instruction?: string | undefined
}

/**
 * The format that a client of another dialect wants. Models that are surely guided by schemas get the field; others
 * would refuse it, and get words (https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html).
 */
export function encodeFormat(
  format: OutputFormat | undefined,
  { claude }: ConverseRules,
  note: Note
): EncodedFormat {
  if (format === undefined || format.type === 'text') return {}
  if (format.type === 'json') {
    note('the format JSON became an instruction: Bedrock guides the output by schemas alone')
    return { instruction: 'Answer with one JSON object and nothing else: no text around it, no code fence.' }
  }
  const fitted = claude?.schemas === 'yes' ? fitSchema(format.schema) : undefined
  if (fitted === undefined) {
    note('the output schema became an instruction: whether this model can be guided by it is not known')
    return {
      instruction:
        'Answer with one JSON value that follows this JSON Schema and nothing else: no text around it, no code fence.\n' +
        JSON.stringify(format.schema)
    }
  }
  if (fitted.told.length > 0) {
    note(
      `${fitted.told.join(', ')} of the output schema became words in its descriptions: they are not enforced`
    )
  }
  const { name, description } = format
  const jsonSchema = saidFields({ schema: JSON.stringify(fitted.schema), name, description })
  return { outputConfig: { textFormat: { type: 'json_schema', structure: { jsonSchema } } } }
}
