/**
 * The elements of a JSON array as texts, also where it was cut off: Gemini streams one where no server-sent events were
 * asked for (https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent). Elements that are no
 * objects are passed over.
 */
export function splitJsonArray(text: string): string[] {
  const elements: string[] = []
  let depth = 0
  let start = -1
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at += 1
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{') {
      if (depth === 0) start = at
      depth += 1
    } else if (character === '}' && depth > 0) {
      depth -= 1
      if (depth === 0) elements.push(text.slice(start, at + 1))
    }
  }
  return elements
}
