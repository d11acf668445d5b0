import type { Fields } from '../json.ts'
import { writeEvent } from '../read-events.ts'

/** Takes the events of a response in the making; returns what goes to the client for them. */
export interface EventWriter {
  write(type: string, fields: Fields): string
  /** An event whose members are JSON already: for the many small ones. */
  writeJson(type: string, members: () => string): string
}

/** The events of one stream, numbered as they go. */
export class StreamWriter implements EventWriter {
  #sequence = 0

  write(type: string, fields: Fields): string {
    return writeEvent(JSON.stringify({ type, sequence_number: this.#sequence++, ...fields }), type)
  }

  writeJson(type: string, members: () => string): string {
    return writeEvent(`{"type":"${type}","sequence_number":${this.#sequence++},${members()}}`, type)
  }
}

/** For a response that goes as a whole: its events are not written. */
export const SILENT: EventWriter = { write: () => '', writeJson: () => '' }
