import { z } from 'zod'

/** One part of a message as a person reads it. */
export const conversationPartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('reasoning'), text: z.string() }),
  z.object({ kind: z.literal('refusal'), text: z.string() }),
  /** `url` is a data: URL or a remote one; remote ones are shown as a link, never loaded. */
  z.object({ kind: z.literal('image'), url: z.string() }),
  z.object({ kind: z.literal('file'), name: z.string() }),
  /** `args` is the text as the model wrote it, usually JSON. */
  z.object({ kind: z.literal('tool-call'), id: z.string(), name: z.string(), args: z.string() }),
  z.object({ kind: z.literal('tool-result'), id: z.string(), text: z.string() }),
  /** A part that no other kind fits, as its JSON. */
  z.object({ kind: z.literal('other'), json: z.string() })
])
export type ConversationPart = z.infer<typeof conversationPartSchema>

export const conversationMessageSchema = z.object({
  /** `system`, `developer`, `user`, `assistant` or `tool`. */
  role: z.string(),
  parts: z.array(conversationPartSchema)
})
export type ConversationMessage = z.infer<typeof conversationMessageSchema>

/** A request and its reply, read as a conversation. */
export const conversationSchema = z.object({
  messages: z.array(conversationMessageSchema),
  /** Empty where no reply came; more than one where the client asked for several choices. */
  reply: z.array(conversationMessageSchema),
  finish_reason: z.string().nullable(),
  tools: z.array(z.object({ name: z.string(), description: z.string(), schema: z.string() })),
  /** Everything else at the top level of the request (temperature, max_tokens ...), as JSON text by name. */
  params: z.record(z.string(), z.string())
})
export type Conversation = z.infer<typeof conversationSchema>
