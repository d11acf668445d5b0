import { GatehouseError } from '../../../shared/errors.ts'
import { NotAReply, type EncodedRequest } from '../dialect.ts'
import { countOf, fieldsOf, textOf, type Fields } from '../json.ts'

/** What the vectors are for, which Cohere's models demand to be told (https://docs.cohere.com/reference/embed). */
const USUAL_TYPE = 'search_document'

/**
 * OpenAI's request for embeddings as Cohere's. Vectors are asked for as numbers, whatever the client wants: Cohere's
 * base64 is of other bytes than OpenAI's. Clients that know of `input_type` and `truncate` may say them.
 */
export function toCohereEmbeddings(body: Fields, model: string): EncodedRequest {
  const { input, dimensions, user } = body
  const texts: unknown = typeof input === 'string' ? [input] : input
  if (!Array.isArray(texts) || texts.length === 0)
    throw new GatehouseError('invalid_request', 'input: a text or a list of texts is needed')
  if (!texts.every((text) => typeof text === 'string')) {
    throw new GatehouseError(
      'not_translatable',
      "input: lists of token numbers mean other texts to Cohere's models; send the texts"
    )
  }
  const type = textOf(body['input_type'])
  const truncate = textOf(body['truncate'])
  const notes = [
    ...(type === undefined
      ? [`input_type was set to ${USUAL_TYPE}: Cohere demands one; send input_type for queries`]
      : []),
    ...(typeof user === 'string' ? ['user was left out: Cohere has no such field'] : [])
  ]
  return {
    body: {
      model,
      input_type: type ?? USUAL_TYPE,
      texts,
      embedding_types: ['float'],
      ...(typeof dimensions === 'number' ? { output_dimension: dimensions } : {}),
      ...(truncate === undefined ? {} : { truncate })
    },
    notes
  }
}

const TYPES: Readonly<Record<string, string>> = {
  RETRIEVAL_QUERY: 'search_query',
  QUESTION_ANSWERING: 'search_query',
  FACT_VERIFICATION: 'search_query',
  CODE_RETRIEVAL_QUERY: 'search_query',
  RETRIEVAL_DOCUMENT: 'search_document',
  CLASSIFICATION: 'classification',
  CLUSTERING: 'clustering'
}

/** Google's word for what the vectors are for, in Cohere's; undefined where there is none. */
export function inputTypeOf(taskType: unknown): string | undefined {
  return TYPES[textOf(taskType) ?? '']
}

/**
 * Cohere's reply in Google's form, from which OpenAI's is made as well (`gemini/embeddings.ts`). The first version of the
 * API has the vectors without their type. Throws `NotAReply` where it is none.
 */
export function readCohereEmbeddings(reply: Fields): Fields {
  const { embeddings } = reply
  const list = Array.isArray(embeddings) ? embeddings : fieldsOf(embeddings)?.['float']
  if (!Array.isArray(list)) throw new NotAReply(textOf(reply['message']) ?? 'the reply has no embeddings')
  const tokens = countOf(fieldsOf(fieldsOf(reply['meta'])?.['billed_units'])?.['input_tokens'])
  const usage =
    tokens === null ? {} : { usageMetadata: { promptTokenCount: tokens, totalTokenCount: tokens } }
  return { embeddings: list.map((values: unknown) => ({ values })), ...usage }
}
