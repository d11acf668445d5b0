/** A piece of a message: running text, or a block of code that was fenced by three backticks. */
export interface TextBlock {
  readonly kind: 'text' | 'code'
  readonly text: string
  /** What was written behind the opening fence, such as `ts`. */
  readonly language: string
}

/**
 * Cuts a message at its code fences, so that code keeps its columns. Nothing else of Markdown is read: the log shows
 * what was said. A fence that is never closed (a reply that was cut off) runs to the end.
 */
export function splitFences(text: string): TextBlock[] {
  const blocks: TextBlock[] = []
  let lines: string[] = []
  let fence: { readonly mark: string; readonly language: string } | undefined
  const flush = (kind: 'text' | 'code', language: string): void => {
    const block = lines.join('\n')
    lines = []
    if (kind === 'code' || block.trim() !== '') blocks.push({ kind, text: block, language })
  }
  for (const line of text.split('\n')) {
    const match = /^\s{0,3}(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/.exec(line)
    if (fence === undefined && match !== null) {
      flush('text', '')
      fence = { mark: match[1] ?? '```', language: match[2] ?? '' }
    } else if (fence !== undefined && line.trim() === fence.mark) {
      flush('code', fence.language)
      fence = undefined
    } else {
      lines.push(line)
    }
  }
  flush(fence === undefined ? 'text' : 'code', fence?.language ?? '')
  return blocks
}
