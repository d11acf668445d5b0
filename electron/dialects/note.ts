/** Takes a sentence on what was left out or changed on the way, for the log row. */
export type Note = (sentence: string) => void
