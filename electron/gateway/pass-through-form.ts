import { parseJson } from '../dialects/json.ts'
import { watchMediaEvents } from '../dialects/watch-media-events.ts'
import { OpaqueStream } from './opaque-stream.ts'
import { PassingStream } from './passing-stream.ts'
import { readWholeReply } from './read-whole-reply.ts'
import type { ReplyForm, WholeReply } from './reply-form.ts'

/** JSON of any kind (`application/problem+json`, too). */
const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/i
/** Transcripts and their subtitles. */
const TEXT_TYPE = /^(?:text\/|application\/x-subrip\b)/i
const HTML_TYPE = /^(?:text\/html|application\/xhtml)/i
const NOT_ONE = 'a web page. Is the base URL right?'
const NOT_JSON = 'something that is not JSON. Is the base URL right?'

/**
 * An answer that is no chat: JSON, text, events or a file, as its content type says. JSON and text are whole, since they
 * are short and may say what was used; anything else flows.
 */
export const passThroughForm: ReplyForm = {
  openStream: () => new PassingStream(watchMediaEvents, { removeUsage: false }),
  openBytes: (contentType) =>
    JSON_TYPE.test(contentType) || TEXT_TYPE.test(contentType) ? null : new OpaqueStream(),
  readWhole: (body, contentType = '') => {
    if (HTML_TYPE.test(contentType)) return { kind: 'not-a-reply', message: NOT_ONE }
    if (!JSON_TYPE.test(contentType)) return wholeOf(body, contentType, undefined)
    const read = readWholeReply(body)
    if (read.kind === 'error') return read
    if (read.kind === 'reply') return wholeOf(body, contentType, read.usageRaw)
    // Some servers answer with a bare list or text.
    return parseJson(body.toString('utf8')) === undefined
      ? { kind: 'not-a-reply', message: NOT_JSON }
      : wholeOf(body, contentType, undefined)
  }
}

function wholeOf(body: Buffer, contentType: string, usageRaw: unknown): WholeReply {
  return { kind: 'reply', usageRaw, body, contentType, asStream: null }
}
