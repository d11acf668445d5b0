import type { ToldError } from '../dialect.ts'
import type { Fields } from '../json.ts'

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html#API_runtime_Converse_Errors */
const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'AccessDeniedException',
  403: 'AccessDeniedException',
  404: 'ResourceNotFoundException',
  408: 'ModelTimeoutException',
  429: 'ThrottlingException',
  503: 'ServiceUnavailableException',
  529: 'ServiceUnavailableException'
}

/** An error as the API tells it; its kind, which stands in a header there, is `__type`. */
export function encodeError({ status, reason, message }: ToldError): Fields {
  const isTooLong = reason === 'context-too-long'
  const other = status < 500 ? 'ValidationException' : 'InternalServerException'
  const said = /input is too long|prompt is too long/i.test(message)
  return {
    __type: isTooLong ? 'ValidationException' : (BY_STATUS[status] ?? other),
    message: isTooLong && !said ? `Input is too long for requested model. ${message}` : message
  }
}
