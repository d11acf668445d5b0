import type { GatehouseError } from '../../shared/errors.ts'

/** The form of errors that a client understands: by the path that it called. */
export type ErrorDialect = 'openai' | 'anthropic'

/** Anthropic's error types by status (https://docs.anthropic.com/en/api/errors). */
const ANTHROPIC_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error'
}

export function errorDialectOf(path: string): ErrorDialect {
  return path.startsWith('/v1/messages') ? 'anthropic' : 'openai'
}

/** A refusal of Gatehouse in the client's own form. */
export function errorBody(dialect: ErrorDialect, error: GatehouseError): object {
  if (dialect === 'anthropic') {
    const type = ANTHROPIC_TYPES[error.status] ?? (error.status < 500 ? 'invalid_request_error' : 'api_error')
    return { type: 'error', error: { type, message: error.message } }
  }
  return { error: { message: error.message, type: error.type, param: null, code: error.code } }
}
