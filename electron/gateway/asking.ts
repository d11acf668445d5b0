import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Usage } from '../../shared/domain/usage.ts'
import type { Target } from '../routing/plan-targets.ts'
import type { ReplyForm } from './reply-form.ts'

/** A request as one target gets it, and how its answer becomes the client's. */
export interface PreparedRequest {
  /** Behind the account's base path, query included. */
  readonly path: string
  /** Instead of the account's base path; left out: that one. */
  readonly basePath?: string
  readonly body: Buffer
  /** Left out: JSON. */
  readonly contentType?: string
  /** What the target is spoken to in; says how its errors are read. */
  readonly dialect: DialectId
  /** What was left out or changed on the way, for the log row. */
  readonly notes: readonly string[]
  readonly form: ReplyForm
  /** How its usage is read; left out: as that of its dialect. */
  readonly readUsage?: (raw: unknown) => Usage
}

/** What a client asks for, ready to be put to one target after the other. */
export interface Asking {
  /** Whether the client wants a stream. */
  readonly stream: boolean
  /** `withoutSeals`: thoughts that the target has just refused as another's are left out. */
  prepare(target: Target, options: { readonly withoutSeals: boolean }): PreparedRequest
}
