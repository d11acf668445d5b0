import type { DialectId } from '../../shared/domain/dialect.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { ChatRequest } from './chat.ts'

/** Throws `not_translatable` for a request that only the dialect that it was read from can say. */
export function refuseUntranslatable(chat: ChatRequest, dialect: DialectId): void {
  if (chat.untranslatable === undefined || chat.from === dialect) return
  throw new GatehouseError('not_translatable', chat.untranslatable)
}
