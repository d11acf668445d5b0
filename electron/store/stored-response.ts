/** A response of the Responses API that its client may come back to. Items and members are JSON texts. */
export interface StoredResponse {
  readonly id: string
  /** Name of the token that it belongs to: no other one finds it. */
  readonly token: string
  /** Milliseconds since the epoch. */
  readonly time: number
  readonly account: string
  /** The model's id in its account. */
  readonly model: string
  /** Reference of the key that it was made with; null where the server needs none. */
  readonly key: string | null
  /** The response that it goes on from. */
  readonly previous: string | null
  /** Whether it was still being made when this was written. */
  readonly unfinished: boolean
  /** null: its provider keeps it. */
  readonly content: ResponseContent | null
}

export interface ResponseContent {
  /** Its own input items: what came before them is had by way of `previous`. */
  readonly input: readonly string[]
  readonly output: readonly string[]
  /**
   * JSON objects whose members together are the response but for its `output`: large members apart, so that those which
   * every turn repeats are stored once.
   */
  readonly members: readonly string[]
}

/** A response on its way to the writer. */
export interface ResponseEntry {
  readonly response: StoredResponse
  /** Ids of its input and output items, in this order; null for an item without one. */
  readonly itemIds: readonly (string | null)[]
}

/** A response as part of a conversation. */
export interface ResponseLink extends Omit<StoredResponse, 'content'> {
  /** Its own input and output items in order; null where its provider keeps them. */
  readonly items: readonly string[] | null
}

/** Names a response: ids mean nothing without the token that they belong to. */
export interface ResponseName {
  readonly token: string
  readonly id: string
}

/** All that a response holds as the link of a conversation that it is. */
export function toLink({ content, ...head }: StoredResponse): ResponseLink {
  return { ...head, items: content === null ? null : [...content.input, ...content.output] }
}

/** Ids and texts of the items that have one. */
export function namedItems({ response: { content }, itemIds }: ResponseEntry): [string, string][] {
  if (content === null) return []
  return [...content.input, ...content.output].flatMap((text, index): [string, string][] => {
    const id = itemIds[index] ?? null
    return id === null ? [] : [[id, text]]
  })
}

/** About the bytes that it takes in memory. */
export function sizeOf({ response: { content } }: ResponseEntry): number {
  if (content === null) return 200
  const { input, output, members } = content
  return [...input, ...output, ...members].reduce((sum, text) => sum + text.length, 200)
}
