import { isFields, parseJson, type Fields } from '../json.ts'

/**
 * The arguments of a call as the object that `input` must be. What the model wrote and isn't one (a stream that was cut,
 * the free text of a custom tool) stays readable as the one member `input`.
 */
export function toolInput(args: string): { readonly input: Fields; readonly changed: boolean } {
  if (args.trim() === '') return { input: {}, changed: false }
  const value = parseJson(args)
  if (isFields(value)) return { input: value, changed: false }
  // Languages whose empty map is an empty list write it so.
  if (Array.isArray(value) && value.length === 0) return { input: {}, changed: false }
  return { input: { input: value ?? args }, changed: true }
}
