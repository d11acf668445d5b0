/** What the parts of a request are written with. */
export interface EncodeScope {
  /** Whether the request came in this dialect: then nothing of it is judged here. */
  readonly isOwn: boolean
  /** What was left out or changed, one sentence each. */
  readonly notes: Set<string>
}
