import { DIALECT_NAMES } from '../../shared/domain/dialect.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { readMediaUsage, type MediaKind } from '../dialects/read-media-usage.ts'
import type { Target } from '../routing/plan-targets.ts'
import type { Asking, PreparedRequest } from './asking.ts'
import { passThroughForm } from './pass-through-form.ts'
import { spliceModel } from './splice-model.ts'
import type { ReadBody } from './stages/read-request.ts'

/** The version at the end of an account's base path. */
const VERSION = /\/v\d+(?:alpha|beta)?$/

/**
 * A request for pictures, speech, a transcript, moderation or a ranking: it goes to a server that speaks one of OpenAI's
 * dialects, or for a ranking Cohere's, as it is, but for the model's name, and so does what comes back.
 */
export class PassThroughAsking implements Asking {
  /**
   * Also where the client asks for events: models that have none (whisper-1) answer in one piece, of the content type
   * that they choose, so that nothing can be said to a waiting client before them.
   */
  readonly stream = false
  readonly #body: ReadBody
  readonly #kind: MediaKind
  /** `/v1/images/edits`. */
  readonly #path: string
  readonly #contentType: string

  constructor(
    body: ReadBody,
    options: { readonly kind: MediaKind; readonly path: string; readonly contentType: string }
  ) {
    this.#body = body
    this.#kind = options.kind
    this.#path = options.path
    this.#contentType = options.contentType
  }

  prepare({ account, model }: Target): PreparedRequest {
    const { name, dialects, basePath } = account
    // Rankings are Cohere's own: both versions of them are there, and its path may say another one than the client's.
    const isOwn = this.#kind === 'rerank' && dialects.includes('cohere-chat')
    if (!isOwn && !dialects.some((dialect) => dialect.startsWith('openai-'))) {
      const spoken = dialects.map((dialect) => DIALECT_NAMES[dialect]).join(', ')
      throw new GatehouseError(
        'unsupported_endpoint',
        `The account "${name}" has no ${this.#path}, which is OpenAI's: it speaks ${spoken}. Name a model of another account.`
      )
    }
    const [, version, path] = /^\/(v\d+)(\/.+)$/.exec(this.#path) ?? []
    return {
      path: path ?? this.#path,
      // The account's path says which version it is of, unless the client asks for another one (Cohere's /v2/rerank).
      ...(version === 'v1' && !isOwn ? {} : { basePath: `${basePath.replace(VERSION, '')}/${version}` }),
      body: spliceModel(this.#body, model.upstreamId),
      contentType: this.#contentType,
      // Errors are in the form of its clients.
      dialect: 'openai-chat',
      notes: [],
      form: passThroughForm,
      readUsage: (raw) => readMediaUsage(this.#kind, raw)
    }
  }
}
