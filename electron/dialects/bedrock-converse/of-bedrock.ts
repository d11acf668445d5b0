import type { Note } from '../note.ts'

/** Rules that are Claude's at Anthropic as here say their notes of this API. */
export function ofBedrock(note: Note): Note {
  return (sentence) => note(sentence.replace(/\b(?:the|a) Messages API\b/g, 'Bedrock'))
}
