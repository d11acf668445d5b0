import { z } from 'zod'

/** Where a text comes from, as far as the provider says it; '' for what it does not. */
export const citationSchema = z.object({ title: z.string(), url: z.string(), text: z.string() })
export type Citation = z.infer<typeof citationSchema>

const marks = {
  /** What the mark for the provider's prompt cache says, such as `ephemeral 1h`. */
  cache: z.string().optional(),
  /** It carries what stands for thoughts that are not shown: a signature, or the thoughts encrypted. */
  sealed: z.boolean().optional(),
  /** Fields that only this dialect has, as JSON. */
  extra: z.string().optional()
}

const mediaSourceSchema = z.discriminatedUnion('kind', [
  /** A data: URL, or a remote one: those are shown as a link, never loaded. */
  z.object({ kind: z.literal('url'), url: z.string() }),
  /** Known to the provider's file store alone. */
  z.object({ kind: z.literal('file-id'), id: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string() })
])

const mediaPartSchema = z.object({
  kind: z.literal('media'),
  media: z.enum(['image', 'audio', 'video', 'file']),
  source: mediaSourceSchema,
  media_type: z.string().optional(),
  name: z.string().optional(),
  /** What is said in a sound, where the provider tells. */
  transcript: z.string().optional(),
  ...marks
})
export type MediaPart = z.infer<typeof mediaPartSchema>

const nativePartSchema = z.object({
  kind: z.literal('native'),
  /** The dialect's name of it, such as `web_search_call`. */
  what: z.string(),
  /** In a line what it is about, such as what was searched for; '' where that is not obvious. */
  summary: z.string(),
  /** Code that ran, or what it printed; '' where there is none. */
  text: z.string(),
  links: z.array(citationSchema),
  /** Pictures that the provider made on the way, as data: URLs. */
  images: z.array(z.string()).optional(),
  json: z.string(),
  ...marks
})
export type NativePart = z.infer<typeof nativePartSchema>

/** What may also stand inside a tool's result. */
const innerParts = [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    citations: z.array(citationSchema).optional(),
    ...marks
  }),
  mediaPartSchema,
  /** What only its provider knows: searches, code that ran there, parts newer than this program. */
  nativePartSchema,
  /** What could not be read, as its JSON. */
  z.object({ kind: z.literal('other'), json: z.string() })
] as const
const innerPartSchema = z.discriminatedUnion('kind', innerParts)
export type InnerPart = z.infer<typeof innerPartSchema>

/** One part of a message as a person reads it. */
export const conversationPartSchema = z.discriminatedUnion('kind', [
  ...innerParts,
  /** `text` is '' where the thoughts are hidden; `summary`: the provider's summary of them. */
  z.object({
    kind: z.literal('reasoning'),
    text: z.string(),
    summary: z.boolean().optional(),
    ...marks
  }),
  z.object({ kind: z.literal('refusal'), text: z.string(), ...marks }),
  /** `args` is the text as the model wrote it: usually JSON; free text where the tool is `custom`. */
  z.object({
    kind: z.literal('tool-call'),
    id: z.string(),
    name: z.string(),
    args: z.string(),
    custom: z.boolean().optional(),
    namespace: z.string().optional(),
    ...marks
  }),
  z.object({
    kind: z.literal('tool-result'),
    id: z.string(),
    /** The tool's name, where the dialect says it. */
    name: z.string().optional(),
    parts: z.array(innerPartSchema),
    /** The app said that the tool failed. */
    error: z.boolean().optional(),
    ...marks
  })
])
export type ConversationPart = z.infer<typeof conversationPartSchema>

export const conversationMessageSchema = z.object({
  /** `system`, `developer`, `user`, `assistant` or `tool`. */
  role: z.string(),
  /** Of a participant. */
  name: z.string().optional(),
  parts: z.array(conversationPartSchema),
  /** What the whole of it leans on, where the provider does not say which text does. */
  citations: z.array(citationSchema).optional(),
  /** Why the answer ended, in the provider's word; only in replies. */
  finish: z.string().optional(),
  extra: z.string().optional()
})
export type ConversationMessage = z.infer<typeof conversationMessageSchema>

const offeredToolSchema = z.object({
  name: z.string(),
  description: z.string(),
  /** JSON text: the schema of the arguments; a custom tool's format; a server tool as it came. */
  schema: z.string(),
  /** `custom` takes free text, `server` runs at the provider; absent: a function of the app's. */
  kind: z.enum(['custom', 'server']).optional(),
  namespace: z.string().optional(),
  cache: z.string().optional()
})
export type OfferedTool = z.infer<typeof offeredToolSchema>

/** A request and its reply, read as a conversation. */
export const conversationSchema = z.object({
  messages: z.array(conversationMessageSchema),
  /** Empty where no reply came; more than one where the client asked for several choices. */
  reply: z.array(conversationMessageSchema),
  finish_reason: z.string().nullable(),
  /** An error that came in the middle of the reply's stream. */
  error: z.string().optional(),
  /** The reply's stream stopped before its end. */
  cut: z.boolean().optional(),
  tools: z.array(offeredToolSchema),
  /** Everything else at the top level of the request (temperature, max_tokens ...), as JSON text by name. */
  params: z.record(z.string(), z.string())
})
export type Conversation = z.infer<typeof conversationSchema>
