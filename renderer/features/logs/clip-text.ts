/**
 * The beginning of a long text: at most so many characters and lines. undefined where it is short enough to be shown
 * whole, with a little to spare, so that "show all" is never for two words more.
 */
export function clipText(text: string, limit: number, lines: number): string | undefined {
  let end = text.length > limit * 1.2 ? limit : text.length
  let at = -1
  for (let line = 0; line < lines; line += 1) {
    at = text.indexOf('\n', at + 1)
    if (at === -1 || at >= end) break
    if (line === lines - 1 && text.slice(at, at + 2000).split('\n').length > 4) end = at
  }
  if (end === text.length) return undefined
  // Not between the two halves of one character.
  const code = text.charCodeAt(end - 1)
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? end - 1 : end)
}
