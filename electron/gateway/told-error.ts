import type { DialectId } from '../../shared/domain/dialect.ts'
import type { GatehouseError } from '../../shared/errors.ts'
import { DIALECTS } from '../dialects/all-dialects.ts'
import type { ReplyContext, ToldError } from '../dialects/dialect.ts'
import { newId } from './new-id.ts'

/** A refusal of Gatehouse's own, as a client is told it. */
export function toldOf(error: GatehouseError): ToldError {
  return {
    status: error.status,
    reason: 'refused',
    code: error.code,
    type: error.type,
    message: error.message
  }
}

/** An error as the body of a reply in the client's dialect. */
export function errorBody(dialect: DialectId, told: ToldError): Buffer {
  return Buffer.from(JSON.stringify(DIALECTS[dialect].encodeError(told)))
}

/** An error as the last event of a stream that has begun. */
export function errorEvent(dialect: DialectId, told: ToldError): string {
  return DIALECTS[dialect].openStreamEncoder(NO_REQUEST).fail(told)
}

const NO_REQUEST: ReplyContext = {
  request: { model: '', stream: true, messages: [], tools: [] },
  created: 0,
  newId
}
