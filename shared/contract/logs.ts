import { z } from 'zod'
import { conversationSchema } from '../domain/conversation.ts'
import { requestLogRowSchema } from '../domain/request-log.ts'
import { procedure } from './common.ts'

export const logFilterSchema = z.object({
  /** ISO 8601, inclusive. */
  since: z.string().optional(),
  /** ISO 8601, exclusive. */
  until: z.string().optional(),
  account: z.string().optional(),
  model: z.string().optional(),
  token: z.string().optional(),
  session: z.string().optional(),
  /** The wire format that the client spoke, such as `anthropic-messages`. */
  dialect: z.string().optional(),
  /** Whether the provider spoke another one. */
  translated: z.boolean().optional(),
  outcome: z.enum(['ok', 'error']).optional(),
  /** Text to find in names, errors, metadata, user agent and previews. */
  search: z.string().max(200).optional()
})
export type LogFilter = z.infer<typeof logFilterSchema>

/** A stored body: as text where it is UTF-8, else as base64. */
const bodySchema = z.object({
  text: z.string(),
  encoding: z.enum(['utf8', 'base64']),
  bytes: z.int(),
  content_type: z.string().nullable(),
  /** true: `text` is only the beginning of a body of `bytes` bytes. */
  truncated: z.boolean().optional()
})

const logDetailSchema = z.object({
  row: requestLogRowSchema,
  conversation: conversationSchema.nullable(),
  request: bodySchema.nullable(),
  response: bodySchema.nullable(),
  /** Arrival of each piece of a stream: milliseconds since the request arrived, and its bytes. */
  chunks: z.array(z.object({ at_ms: z.number(), bytes: z.int() }))
})
export type LogDetail = z.infer<typeof logDetailSchema>

export const logsContract = {
  /** Newest first; `before` is the id of the last row of the page before. */
  list: procedure
    .input(
      z.object({ filter: logFilterSchema, before: z.string().optional(), limit: z.int().min(1).max(1000) })
    )
    .output(z.object({ rows: z.array(requestLogRowSchema), more: z.boolean() })),
  get: procedure.input(z.object({ id: z.string() })).output(logDetailSchema),
  /** The values that occur in the log, for filters. */
  facets: procedure.output(
    z.object({ accounts: z.array(z.string()), models: z.array(z.string()), tokens: z.array(z.string()) })
  )
}
