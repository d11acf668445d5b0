import type { DialectId } from '../../shared/domain/dialect.ts'
import type { Target } from '../routing/plan-targets.ts'
import type { ReplyForm } from './reply-form.ts'

/** A request as one target gets it, and how its answer becomes the client's. */
export interface PreparedRequest {
  /** Behind the account's base path, query included. */
  readonly path: string
  readonly body: Buffer
  /** What the target is spoken to in; says how its usage is read. */
  readonly dialect: DialectId
  /** What was left out or changed on the way, for the log row. */
  readonly notes: readonly string[]
  readonly form: ReplyForm
}

/** What a client asks for, ready to be put to one target after the other. */
export interface Asking {
  /** Whether the client wants a stream. */
  readonly stream: boolean
  /** `withoutSeals`: thoughts that the target has just refused as another's are left out. */
  prepare(target: Target, options: { readonly withoutSeals: boolean }): PreparedRequest
}
