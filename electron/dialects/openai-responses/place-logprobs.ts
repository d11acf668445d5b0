import type { Choice } from '../chat.ts'
import { fieldsOf, recordsOf, type Fields } from '../json.ts'

/**
 * Log probabilities that came for all texts together (chat has them so) stand with the first, since where each ends is
 * not known. Texts that have their own keep them.
 */
export function placeLogprobs(output: readonly Fields[], logprobs: Choice['logprobs']): readonly Fields[] {
  const content = logprobs?.dialect === 'openai-chat' ? fieldsOf(logprobs.value)?.['content'] : undefined
  if (!Array.isArray(content) || output.some(hasLogprobs)) return output
  const at = output.findIndex(({ type }) => type === 'message')
  return output.map((item, place) => {
    const [first, ...rest] = recordsOf(item['content'])
    if (place !== at || first?.['type'] !== 'output_text') return item
    return { ...item, content: [{ ...first, logprobs: content }, ...rest] }
  })
}

function hasLogprobs(item: Fields): boolean {
  return recordsOf(item['content']).some((part) => recordsOf(part['logprobs']).length > 0)
}
