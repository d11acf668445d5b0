/**
 * Every refusal that Gatehouse itself makes, in one table: the HTTP status and the `error.type` of OpenAI's error
 * object (https://platform.openai.com/docs/guides/error-codes). The code is what programs may rely on.
 */
export const ERROR_TABLE = {
  invalid_request: { status: 400, type: 'invalid_request_error' },
  invalid_json: { status: 400, type: 'invalid_request_error' },
  duplicate_key: { status: 400, type: 'invalid_request_error' },
  ambiguous_model: { status: 400, type: 'invalid_request_error' },
  unsupported_endpoint: { status: 400, type: 'invalid_request_error' },
  not_translatable: { status: 400, type: 'invalid_request_error' },
  previous_response_not_found: { status: 400, type: 'invalid_request_error' },
  missing_token: { status: 401, type: 'authentication_error' },
  invalid_token: { status: 401, type: 'authentication_error' },
  expired_token: { status: 401, type: 'authentication_error' },
  not_signed_in: { status: 401, type: 'authentication_error' },
  forbidden_host: { status: 403, type: 'permission_error' },
  forbidden_origin: { status: 403, type: 'permission_error' },
  model_not_allowed: { status: 403, type: 'permission_error' },
  model_not_found: { status: 404, type: 'invalid_request_error' },
  unknown_path: { status: 404, type: 'invalid_request_error' },
  not_found: { status: 404, type: 'invalid_request_error' },
  method_not_allowed: { status: 405, type: 'invalid_request_error' },
  conflict: { status: 409, type: 'invalid_request_error' },
  body_too_large: { status: 413, type: 'invalid_request_error' },
  unsupported_media_type: { status: 415, type: 'invalid_request_error' },
  invalid_config: { status: 422, type: 'invalid_request_error' },
  too_many_attempts: { status: 429, type: 'rate_limit_error' },
  client_closed: { status: 499, type: 'client_error' },
  internal: { status: 500, type: 'server_error' },
  database_damaged: { status: 500, type: 'server_error' },
  database_too_new: { status: 500, type: 'server_error' },
  database_unavailable: { status: 503, type: 'server_error' },
  upstream_failed: { status: 502, type: 'upstream_error' },
  account_unavailable: { status: 503, type: 'upstream_error' },
  secret_store_unavailable: { status: 503, type: 'server_error' },
  shutting_down: { status: 503, type: 'server_error' },
  upstream_timeout: { status: 504, type: 'upstream_error' }
} as const satisfies Record<string, { readonly status: number; readonly type: string }>

export type ErrorCode = keyof typeof ERROR_TABLE

/** One thing that is wrong in a document or a form: where, and what was expected there. */
export interface Issue {
  /** 1-based line of the file, where a file was given. */
  readonly line?: number
  /** Path of the field, such as `accounts[0].models`. */
  readonly field: string
  /** What was found wrong and what was expected, in words. */
  readonly message: string
}

/** The one error class: a refusal with a code of the table and a message that says what to do next. */
export class GatehouseError extends Error {
  readonly code: ErrorCode
  readonly issues: readonly Issue[]

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; issues?: readonly Issue[] } = {}
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'GatehouseError'
    this.code = code
    this.issues = options.issues ?? []
  }

  /** HTTP status of the refusal. */
  get status(): number {
    return ERROR_TABLE[this.code].status
  }

  /** `error.type` in OpenAI's form. */
  get type(): string {
    return ERROR_TABLE[this.code].type
  }
}
