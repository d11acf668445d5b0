import { GatehouseError } from '../../shared/errors.ts'

/** The refusal of a form that can't be read, or that servers could read in different ways. */
export function unreadableForm(why: string): GatehouseError {
  return new GatehouseError('invalid_request', `The form (multipart/form-data) can't be read: ${why}.`)
}
